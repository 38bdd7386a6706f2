import { Kubectl } from './kubectl';

/** Follows the log of a pod's container until the container ends; what it said from now on. Begin before the pod is deleted. */
export function followLog(kubectl: Kubectl, pod: string, container: string): Promise<string> {
  return kubectl.run(['logs', pod, '--container', container, '--follow', '--tail=0'], { seconds: 120 });
}
