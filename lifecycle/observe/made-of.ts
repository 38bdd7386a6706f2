import { START_SETTINGS_ANNOTATION, StartSettings } from '../../src/lifecycle/desired-state';
import { PodSpecObject } from '../clients/kubernetes/objects';
import { isRecord, isTextList, parsedJson } from '../json';
import { MadeOf } from '../observation';
import { serverContainer } from './server-container';

/** What a pod, or the pods of a template, are made of. */
export function madeOf(spec: PodSpecObject, annotations: Readonly<Record<string, string>> = {}): MadeOf {
  const { name: server, image = '', resources } = serverContainer(spec.containers) ?? {};
  const limits = resources?.limits ?? {};
  // A pod requests what it is limited to, where it says nothing else: Kubernetes writes that into pods, not into their templates.
  const requests = { ...limits, ...resources?.requests };
  const start = startSettings(annotations[START_SETTINGS_ANNOTATION]);
  return {
    image,
    resources: Object.fromEntries([
      ...Object.entries(requests).map(([name, quantity]) => [`requests.${name}`, quantity] as const),
      ...Object.entries(limits).map(([name, quantity]) => [`limits.${name}`, quantity] as const),
    ].sort(([a], [b]) => a < b ? -1 : 1)),
    start,
    members: server === 'zookeeper' ? start && serversIn(start) : initialControllers(spec),
  };
}

/** `server.2=…` and the like. A server that is to be the only one has none. */
function serversIn({ settings }: StartSettings): readonly number[] {
  return Object.keys(settings).flatMap((key) => /^server\.(\d+)$/.exec(key)?.[1] ?? []).map(Number);
}

/** `--initial-controllers 6@…,7@…,8@…`, as the script that prepares a controller is told. */
function initialControllers(spec: PodSpecObject): readonly number[] | undefined {
  const quorum = spec.initContainers?.flatMap(({ env = [] }) => env).find(({ name }) => name === 'QUORUM')?.value;
  const controllers = /^--initial-controllers (.+)$/.exec(quorum ?? '')?.[1];
  return controllers?.split(',').map((controller) => Number(controller.split('@')[0]));
}

/** Undefined unless it is all there: an annotation can be written by anybody. */
export function startSettings(annotation: string | undefined): StartSettings | undefined {
  const parsed = annotation === undefined ? undefined : parsedJson(annotation);
  if (!isRecord(parsed)) { return undefined; }
  const { settings, jvm, logging, scripts } = parsed;
  if (!isRecord(settings) || !isTextList(jvm) || typeof logging !== 'string' || typeof scripts !== 'string') { return undefined; }
  const texts = Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === Object.keys(settings).length ? { settings: Object.fromEntries(texts), jvm, logging, scripts } : undefined;
}
