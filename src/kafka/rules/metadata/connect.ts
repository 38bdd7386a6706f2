import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, ZooKeeperModel } from '../../model';

export const ZOOKEEPER_CAN_BE_REACHED: Rule<KafkaModel> = {
  id: 'metadata.connect',
  severity: Severity.ERROR,
  summary: "An external ZooKeeper's servers are hosts and ports, separated by commas; the path within ZooKeeper begins with a slash and has no empty part.",
  why: 'Kafka ends when it connects: ZooKeeper takes no such address or path.',
  source: 'https://kafka.apache.org/39/documentation.html#brokerconfigs_zookeeper.connect, org.apache.zookeeper.common.PathUtils#validatePath',
  *check({ metadata }) {
    if (metadata.mode !== 'zookeeper') { return; }
    const servers = serversOf(metadata);
    if (metadata.ensemblePath === undefined && !servers.split(',').every(isServer)) {
      yield { property: 'metadata servers', value: servers || "''", message: 'these are not hosts and ports, separated by commas', mend: "State them as in 'zk-0.example.com:2181,zk-1.example.com:2181'; the path within ZooKeeper is 'chroot'." };
    }
    if (metadata.chroot !== '/' && !isPath(metadata.chroot)) {
      yield { property: 'metadata chroot', value: metadata.chroot || "''", message: 'this is no path in ZooKeeper', mend: "State one such as '/kafka/events', or leave it out: it is the cluster's name." };
    }
  },
};

function serversOf({ connect, chroot }: ZooKeeperModel): string {
  return chroot !== '/' && connect.endsWith(chroot) ? connect.slice(0, connect.length - chroot.length) : connect;
}

function isServer(text: string): boolean {
  const match = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.%]+\]):(\d{1,5})$/.exec(text.trim());
  return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 65535;
}

function isPath(path: string): boolean {
  // eslint-disable-next-line no-control-regex
  return path.startsWith('/') && path.slice(1).split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\s,\u0000-\u001f\u007f-\u009f\ud800-\uf8ff\ufff0-\uffff]/.test(path);
}
