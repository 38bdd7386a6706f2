import { App, Chart } from 'cdk8s';
import { printedBy, synthesized } from './synthesized';
import { Declare, SECRETS, VARIED } from './varied-clusters';
import { allFindings } from '../manifests/all-findings';
import { objectName, objectNameOf, ofKind } from '../manifests/manifest';

/** Oldest and newest supported Kubernetes, and two between. */
const KUBERNETES = ['1.28', '1.31', '1.34', '1.36'];

function yamlOf(declare: Declare): string {
  const app = new App();
  declare(new Chart(app, 'test', { namespace: 'streaming' }));
  let yaml = '';
  printedBy(() => { yaml = app.synthYaml(); });
  return yaml;
}

describe.each(Object.entries(VARIED))('%s', (_, declare) => {
  test.each([['in a namespace', 'streaming'], ['in whatever namespace it is applied to', undefined]])('is sound %s', (_where, namespace) => {
    const { manifests } = synthesized(declare, { namespace });
    expect(manifests.length).toBeGreaterThan(0);
    // A lifecycle Job speaks with Kubernetes, and nothing else does.
    const withToken = [...ofKind(manifests, 'Job'), ...ofKind(manifests, 'CronJob')].map(objectNameOf);
    const external = SECRETS.map((name) => objectName('Secret', namespace ?? '', name));
    expect(allFindings(manifests, { kubernetesVersions: KUBERNETES, withToken, external })).toEqual([]);
  });

  test('is the same, byte for byte, when it is synthesized again', () => {
    const yaml = yamlOf(declare);
    expect(yaml).toContain('kind: StatefulSet');
    expect(yamlOf(declare)).toBe(yaml);
  });
});
