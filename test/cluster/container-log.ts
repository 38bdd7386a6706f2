import { Kubectl } from './kubectl';

/** Follows the log of a pod's container until the container ends; what it said from now on. Begin before the pod is deleted. */
export function followLog(kubectl: Kubectl, pod: string, container: string): Promise<string> {
  return kubectl.run(['logs', pod, '--container', container, '--follow', '--tail=0'], { seconds: 120 });
}

/** Waits until a container's log says something; what it has said until then. */
export async function logSays(kubectl: Kubectl, pod: string, container: string, what: RegExp, seconds = 60): Promise<string> {
  const log = await kubectl.run(['logs', pod, '--container', container, '--follow'], { seconds, enough: what });
  if (!what.test(log)) { throw new Error(`${pod}, container ${container}, has ended and has not said ${what}. The end of its log:\n${log.slice(-2000)}`); }
  return log;
}
