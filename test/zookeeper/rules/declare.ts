import { App, Chart, Size } from 'cdk8s';
import { Storage, ZooKeeperEnsemble, ZooKeeperEnsembleProps } from '../../../src';
import { SharedCase } from '../../validation/shared-cases';

/** An ensemble in an app of its own, sound but for what is given; without a namespace for `null`. */
export function declareZooKeeper(props: Partial<ZooKeeperEnsembleProps>, namespace: string | null = 'streaming'): ZooKeeperEnsemble {
  const chart = new Chart(new App(), 'streaming', namespace === null ? {} : { namespace });
  return new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: Storage.persistent(Size.gibibytes(100)), ...props });
}

export function declareSharedCase({ node, whole, members, namespace }: SharedCase): ZooKeeperEnsemble {
  return declareZooKeeper({ ...node, ...(members === undefined ? {} : { nodes: members }), ...whole }, namespace);
}
