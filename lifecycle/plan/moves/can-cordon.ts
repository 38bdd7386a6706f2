import { DesiredCluster } from '../../../src/lifecycle/desired-state';

/** From which version of Kafka on brokers and disks can be cordoned (KIP-1066). */
const CORDONS = [4, 3] as const;

export function canCordon({ version, metadata: { mode } }: Pick<DesiredCluster, 'version' | 'metadata'>): boolean {
  const [major, minor] = version.split('.').map(Number);
  return mode === 'kraft' && (major > CORDONS[0] || (major === CORDONS[0] && minor >= CORDONS[1]));
}
