import { isIP } from 'node:net';
import type { NetworkPeer } from './network-peer';

/** What is wrong with a peer, and what would mend it; nothing if Kubernetes takes it. */
export function peerProblem({ podLabels, namespaceLabels, cidr }: NetworkPeer): { readonly message: string; readonly mend: string } | undefined {
  const pods = podLabels !== undefined || namespaceLabels !== undefined;
  if (cidr === undefined) { return pods ? undefined : { message: 'it is nobody', mend: 'State podLabels, namespaceLabels or cidr.' }; }
  if (pods) { return { message: 'it is pods and addresses at once', mend: 'Make two of it.' }; }
  return isRange(cidr) ? undefined : { message: 'it is no range of addresses', mend: "State such as '10.0.0.0/8'." };
}

function isRange(cidr: string): boolean {
  const [address, bits, ...more] = cidr.split('/');
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(bits ?? '') && Number(bits) <= (family === 4 ? 32 : 128);
}
