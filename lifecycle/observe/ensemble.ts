import { DesiredEnsemble } from '../../src/lifecycle/desired-state';
import { fourLetterWord } from '../clients/zookeeper/four-letter-word';
import { EnsembleObservation, ServerObservation } from '../observation';

const PATIENCE_MILLIS = 5_000;

/** Asks every declared ZooKeeper server what it is. */
export async function observeServers(ensemble: DesiredEnsemble, milliseconds = PATIENCE_MILLIS): Promise<EnsembleObservation['servers']> {
  const servers: Record<number, ServerObservation> = {};
  await Promise.all(ensemble.set.nodes.map(async ({ id, host }) => {
    // One that is away and one that answers nothing of use are alike: neither is known to serve.
    const server = readSrvr(await fourLetterWord(host, ensemble.clientPort, 'srvr', milliseconds).catch(() => ''));
    if (server) { servers[id] = server; }
  }));
  return servers;
}

/** Reads the answer to `srvr`; undefined from a server that is part of no quorum ("This ZooKeeper instance is not currently serving requests"). */
export function readSrvr(answer: string): ServerObservation | undefined {
  const mode = /^Mode: (\w+)$/m.exec(answer)?.[1];
  switch (mode) {
    case 'leader':
    case 'follower':
    case 'observer':
    case 'standalone':
      return { mode };
    default:
      return undefined;
  }
}
