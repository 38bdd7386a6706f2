import { Node } from './node';
import { Unsettled } from './rollable';

/** How often a server must have been started anew until its coming and going counts as no progress. */
const TOO_MANY_RESTARTS = 3;

/** Why a node's pod is not ready, or, if it is, that it is `well`, with what tells it from another one of its name. */
export function podUnsettled(node: Node): Unsettled | { readonly well: string } {
  const pod = node.observed;
  if (!pod) { return { reason: `${node.pod} is not there yet`, progress: 'none' }; }
  // A container that fails again and again moves without getting anywhere, and so does a pod that is refused and made anew under another uid.
  const progress = `${node.pod} ${pod.revision} ${pod.restarts >= TOO_MANY_RESTARTS ? 'fails again and again' : pod.recovery ?? pod.server}`;
  if (pod.terminating) { return { reason: `${node.pod} ends${pod.trouble === undefined ? '' : `: ${pod.trouble}`}`, progress: `${progress} ends` }; }
  if (pod.trouble) { return { reason: `${node.pod} cannot run: ${pod.trouble}`, progress }; }
  if (pod.server !== 'running') { return { reason: `${node.pod} is being started`, progress }; }
  if (pod.ready) { return { well: `${progress} ready` }; }
  return { reason: pod.recovery ? `${node.pod} recovers its logs: ${pod.recovery}` : `${node.pod} runs, and does not answer yet`, progress };
}
