import { Size } from 'cdk8s';
import { Storage, ZooKeeperEnsembleProps } from '../../src';
import { ZooKeeperModel } from '../../src/zookeeper/model';
import { ZooKeeperDeclaration, resolveZooKeeper } from '../../src/zookeeper/resolve';

/** The model of an ensemble `zookeeper` in the namespace `streaming`, with a volume of 10 GiB unless more is said. */
export function ensembleOf(props: Partial<ZooKeeperEnsembleProps> = {}, more: Partial<ZooKeeperDeclaration> = {}): ZooKeeperModel {
  return resolveZooKeeper({
    path: 'streaming/ZooKeeper', name: 'zookeeper', namespace: 'streaming', development: false, served: false, props: { storage: Storage.persistent(Size.gibibytes(10)), ...props }, ...more,
  });
}
