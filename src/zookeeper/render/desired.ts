import { DesiredEnsemble } from '../../lifecycle/desired-state';
import { ZooKeeperModel } from '../model';
import { PORTS } from '../resolve';

/**
 * An ensemble as the lifecycle program is to bring it about.
 *
 * @param template the hash of its pod template
 */
export function desiredEnsemble(model: ZooKeeperModel, template: string): DesiredEnsemble {
  return {
    name: model.name,
    version: model.version,
    set: { name: model.name, roles: [], template, nodes: model.servers.map(({ id, podName, host }) => ({ id, pod: podName, host })) },
    clientPort: PORTS.client,
  };
}
