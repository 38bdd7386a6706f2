import { App } from 'cdk8s';
import { PerhapsServed, expectAdoption, synthesized } from './adoption';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';

const cluster = deployed('adoption', (app: App, namespace) => new PerhapsServed(app, namespace));

scenario(cluster, 'a Job that is added server-side to a running cluster, as a dry run, touches no node', async () => {
  const text = (served: boolean) => synthesized((app) => new PerhapsServed(app, cluster.namespace, {}, served ? { dryRun: true } : undefined)).text;
  await cluster.kubectl.run(['apply', '--server-side', '--filename', '-'], { input: text(false) });
  await cluster.ready();
  const pods = await podIds(cluster);
  await expectAdoption(cluster, text(true), 'Applied server-side', ['--server-side']);
  const after = await podIds(cluster);
  for (const [name, uid] of Object.entries(pods)) { expect(after[name]).toBe(uid); }
});
