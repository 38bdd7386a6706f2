import { isIP } from 'node:net';
import { labelKeyProblem, labelValueProblem } from './label-syntax';
import type { NetworkPeer } from './network-peer';
import { Violation } from '../validation/rule';

interface Problem {
  readonly message: string;
  readonly mend: string;
}

/** What is wrong with peers, each by its place in the list; nothing if Kubernetes takes them. */
export function peerProblems(peers: readonly NetworkPeer[] | undefined, property: string): Violation[] {
  if (peers?.length === 0) { return [{ property, value: '[]', message: 'nobody could come in', mend: 'Leave it out for everybody, or say who.' }]; }
  return (peers ?? []).flatMap((peer, i) => {
    const problem = peerProblem(peer);
    return problem ? [{ property: `${property}[${i}]`, value: JSON.stringify(peer), ...problem }] : [];
  });
}

function peerProblem({ podLabels, namespaceLabels, cidr }: NetworkPeer): Problem | undefined {
  const pods = podLabels !== undefined || namespaceLabels !== undefined;
  const label = Object.entries({ ...podLabels, ...namespaceLabels }).find(([key, value]) => labelKeyProblem(key) ?? labelValueProblem(value));
  if (label) { return { message: `'${label[0]}: ${label[1]}' is no label`, mend: 'Use labels as Kubernetes takes them: letters, digits, hyphens, underscores and dots.' }; }
  if (cidr === undefined) { return pods ? undefined : { message: 'it is nobody', mend: 'State podLabels, namespaceLabels or cidr.' }; }
  if (pods) { return { message: 'it is pods and addresses at once', mend: 'Make two of it.' }; }
  return isRange(cidr) ? undefined : { message: 'it is no range of addresses', mend: "State such as '10.0.0.0/8'." };
}

function isRange(cidr: string): boolean {
  const [address, bits, ...more] = cidr.split('/');
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(bits ?? '') && Number(bits) <= (family === 4 ? 32 : 128);
}
