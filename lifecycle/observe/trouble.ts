import { serverStatus } from './server-container';
import { ContainerStatusObject, PodObject, TerminationObject } from '../clients/kubernetes/objects';

/** What a container waits for while all is well. */
const IN_ORDER: readonly string[] = ['PodInitializing', 'ContainerCreating'];

/** Why a pod was told to end, other than by those who may evict and delete it (`EvictionByEvictionAPI`). */
const DISRUPTIONS: readonly string[] = ['DeletionByTaintManager', 'DeletionByPodGC', 'TerminationByKubelet', 'PreemptionByScheduler'];

/** So many characters of a message are told: of Kubernetes' the first, of a container's the last. */
const WORDS = 500;

/**
 * Why a pod cannot go on, in Kubernetes' words; undefined if nothing is wrong, or if the pod has been told to end by somebody who may.
 *
 * @param log the end of the server's log, where Kubernetes has kept none of its words
 */
export function troubleOf(pod: PodObject, log?: string): string | undefined {
  const { conditions = [], phase } = pod.status ?? {};
  const disruption = conditions.find((c) => c.type === 'DisruptionTarget' && c.status === 'True' && DISRUPTIONS.includes(c.reason ?? ''));
  const where = pod.spec.nodeName === undefined ? '' : ` (node ${pod.spec.nodeName})`;
  if (pod.metadata.deletionTimestamp !== undefined) { return disruption && `${said(disruption.reason, disruption.message)}${where}`; }
  if (phase === 'Failed' && pod.status?.reason !== undefined) { return `${said(pod.status.reason, pod.status.message)}${where}`; }
  const scheduled = conditions.find((c) => c.type === 'PodScheduled');
  if (scheduled?.status === 'False') { return said(scheduled.reason ?? 'Unschedulable', scheduled.message); }
  for (const container of pod.status?.initContainerStatuses ?? []) {
    const trouble = containerTrouble(container);
    if (trouble !== undefined) { return `init container ${container.name}: ${trouble}`; }
  }
  const server = serverStatus(pod);
  return server && containerTrouble(server, phase !== 'Succeeded', log);
}

/** Whether the server has ended, and all that Kubernetes has kept of what it said is frames of a stack trace: it keeps the last 2 KiB. */
export function endedWithoutWords(pod: PodObject): boolean {
  const { state, lastState } = serverStatus(pod) ?? {};
  const ended = state?.terminated ?? (state?.waiting?.reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined);
  return ended !== undefined && ended.exitCode !== 0 && lastWords(ended.message ?? '') === '';
}

/** @param goesOn whether the container is one that ought to run for ever */
function containerTrouble(container: ContainerStatusObject, goesOn = false, log?: string): string | undefined {
  const { waiting, terminated } = container.state ?? {};
  if (terminated && (terminated.exitCode !== 0 || goesOn)) { return ending(terminated, log); }
  if (!waiting || waiting.reason === undefined || IN_ORDER.includes(waiting.reason)) { return undefined; }
  const last = container.lastState?.terminated;
  // Its own message says only how long it waits: a number that changes, and no reason.
  return waiting.reason === 'CrashLoopBackOff' && last ? `${waiting.reason}: ${ending(last, log)}` : said(waiting.reason, waiting.message);
}

function ending(terminated: TerminationObject, log = ''): string {
  const reason = terminated.reason === undefined || terminated.reason === 'Error' || terminated.reason === 'Completed' ? '' : ` (${terminated.reason})`;
  // If the container has been started again meanwhile, its log is that of another life: nothing is taken from it that is no complaint.
  const words = lastWords(terminated.message ?? '') || inOneLine(complaintsIn(log));
  return `ended with ${terminated.exitCode}${reason}${words === '' ? '' : `: ${words}`}`;
}

/** A line that says what went wrong: of that level, an exception by its class, or what Java says of itself. */
const COMPLAINT = /\b(ERROR|FATAL|OutOfMemoryError)\b|^Caused by: |^([\w$]+\.)+\w*(Exception|Error)\b|^(Exception in thread|Error:|Unrecognized|#) |insufficient memory/;

/**
 * The last words of a container in one line, without the frames of Java's stack traces and the times: the same trouble is the same text. Kubernetes keeps the end of them, so the first
 * frame may have lost its beginning. What it complains of counts more than what it said while it ended.
 */
function lastWords(message: string): string {
  const complaints = complaintsIn(message);
  return inOneLine(complaints.length > 0 ? complaints : withoutFrames(message));
}

function inOneLine(lines: readonly string[]): string {
  const text = lines.map((line) => line.replace(/^\[\d{4}-\d\d-\d\d[ T][\d:,.]+(Z|[+-][\d:]+)?\]/, '').trim()).join(' | ');
  return text.length > WORDS ? `… ${text.slice(-WORDS)}` : text;
}

function complaintsIn(message: string): readonly string[] { return withoutFrames(message).filter((line) => COMPLAINT.test(line)); }

function withoutFrames(message: string): readonly string[] {
  return message.split('\n').filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. \d+ more)|^\S*\(\w+\.(java|scala):\d+\)$/.test(line));
}

function said(reason: string | undefined, message: string | undefined = ''): string {
  const words = message.length > WORDS ? `${message.slice(0, WORDS)} …` : message;
  return [reason, words].filter((part) => part !== undefined && part !== '').join(': ');
}
