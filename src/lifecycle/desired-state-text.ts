import { DESIRED_STATE_FORMAT, DesiredState } from './desired-state';
import { PolicyModel } from './model';
import { desiredPolicy } from './render/policy';
import { _Served } from './served';
import { brokerLogDirs } from '../kafka/log-dirs';
import { KafkaModel } from '../kafka/model';
import { desiredCluster } from '../kafka/render/desired';
import { ZooKeeperModel } from '../zookeeper/model';
import { desiredEnsemble } from '../zookeeper/render/desired';

/** What the document is made from: models, and the sets as they are written. */
export interface DesiredStateSource {
  readonly name: string;
  readonly policy: PolicyModel;
  readonly ensembles: readonly _Served<ZooKeeperModel>[];
  /** `ensemble`: the name of the one of the ensembles that holds its metadata. */
  readonly clusters: readonly (_Served<KafkaModel> & { readonly ensemble?: string })[];
}

/** What a run is to bring about, as one JSON document: the same text, byte for byte, for the same declaration. A node has a line, so that changes can be reviewed. */
export function desiredStateText(source: DesiredStateSource): string {
  const state: DesiredState = {
    format: DESIRED_STATE_FORMAT,
    name: source.name,
    policy: desiredPolicy(source.policy, Object.fromEntries(source.clusters.map(({ model }) => [model.name, brokerLogDirs(model)]))),
    ensembles: source.ensembles.map(({ model, sets }) => desiredEnsemble(model, templatesOf(sets).get(model.name) ?? '')),
    clusters: source.clusters.map(({ model, sets, ensemble }) => desiredCluster(model, templatesOf(sets), ensemble)),
  };
  return `${readable(state)}\n`;
}

function templatesOf(sets: _Served<unknown>['sets']): ReadonlyMap<string, string> {
  return new Map(sets.map((set) => [set.name, set.written().template]));
}

/** What fits is on one line. */
const LINE = 180;

/** JSON in which a small object takes one line. */
function readable(value: unknown, indent = ''): string {
  const short = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || short.length <= LINE) { return short; }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const lines = members.map(([key, member]) => `${indent} ${Array.isArray(value) ? '' : `${JSON.stringify(key)}: `}${readable(member, `${indent} `)}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
