import { movesEndFirst, partitionsOnlyGrow, replicasStay } from './rules';
import { TopicState, isOfMoves, topicState } from './topic-state';
import { DesiredTopic } from '../../../src/lifecycle/desired-state';
import { counted } from '../../counted';
import { TopicObservation } from '../../observation';
import { NoteChanges, TO_DELETE, placeOf } from '../../topic-notes';
import { BlockedDecision, SettingChange, TopicSettingsChange, TopicsStep, WaitDecision } from '../decision';
import { isSame } from '../same-value';
import { Situation } from '../situation';
import { some } from '../some';

/**
 * Brings topics to what is declared: those that are missing, more partitions, settings, and last what is to go. What is not declared, and was not when a run last found all as declared,
 * is never looked at.
 */
export function convergeTopics(situation: Situation): TopicsStep | undefined {
  const state = topicState(situation);
  if (!state) { return undefined; }
  return kept(state) ?? created(state) ?? grown(state) ?? configured(state, situation) ?? deleted(state) ?? noted(state);
}

/** What is declared of topics and cannot be brought about, at all or yet. */
export function topicsBlocked(situation: Situation): BlockedDecision | WaitDecision | undefined {
  const state = topicState(situation);
  const present = state?.declared.flatMap((topic) => ofThose(state, topic)) ?? [];
  const smaller = present.filter(({ topic, seen }) => topic.partitions !== undefined && topic.partitions < seen.partitions);
  if (smaller.length > 0) {
    const reason = some(smaller.map(({ topic, seen }) => `topic ${topic.name} has ${counted(seen.partitions, 'partition')}, and ${topic.partitions} ${topic.partitions === 1 ? 'is' : 'are'} declared`), '; ');
    return { kind: 'blocked', rule: partitionsOnlyGrow.id, reason, mend: partitionsOnlyGrow.mend };
  }
  const others = present.filter(({ topic, seen }) => otherReplicas(topic, seen));
  if (others.length === 0) { return waitForMoves(present, situation); }
  const reason = some(others.map(({ topic, seen }) => `topic ${topic.name} has ${replicasWords(seen)}, and ${topic.replicas} ${topic.replicas === 1 ? 'is' : 'are'} declared`), '; ');
  return { kind: 'blocked', rule: replicasStay.id, reason, mend: replicasStay.mend };
}

/** Others may move what is to get more partitions. */
function waitForMoves(
  present: readonly { readonly topic: DesiredTopic; readonly seen: TopicObservation }[], { kafka }: Situation,
): WaitDecision | undefined {
  const waiting = present.filter(({ topic, seen }) => topic.partitions !== undefined && topic.partitions > seen.partitions);
  if (waiting.length === 0) { return undefined; }
  const names = some(waiting.map(({ topic }) => topic.name));
  return {
    kind: 'wait', rule: movesEndFirst.id, holds: `more partitions of ${names}`, reason: `replicas of ${names} move`, mend: movesEndFirst.mend, progress: '', remaining: kafka?.reassignments.length,
  };
}

/** What somebody else has set of declared topics, one sentence each. */
export function topicDrift(situation: Situation): readonly string[] {
  const state = topicState(situation);
  return state?.declared.flatMap((topic) => ofThose(state, topic)).flatMap(({ topic, seen }) => Object.entries(seen.settings)
    .filter(([key]) => !(key in topic.config) && !isOfMoves(key))
    .map(([key, value]) => `topic ${topic.name}: ${key} is set to ${value} and is not declared`)) ?? [];
}

/** First of all: whatever else fails, what is to stay must not be taken for what is to go. */
function kept({ declared, notes }: TopicState): TopicsStep | undefined {
  const toDelete = notes[TO_DELETE] ?? [];
  const spared = declared.filter(({ name, whenRemoved }) => whenRemoved === 'keep' && toDelete.includes(name)).map(({ name }) => name);
  if (spared.length === 0) { return undefined; }
  return {
    kind: 'topics',
    reason: `kept from now on, even when they are not declared: ${some(spared)}`,
    change: { do: 'note' },
    notes: { [TO_DELETE]: listOf(toDelete.filter((name) => !spared.includes(name))) },
  };
}

function created({ declared, there }: TopicState): TopicsStep | undefined {
  const topics = declared.filter(({ name }) => there[name] === undefined)
    .map(({ name, partitions, replicas, config }) => ({ name, partitions, replicas, config }));
  if (topics.length === 0) { return undefined; }
  const notes = Object.fromEntries(topics.map(({ name, config }) => [placeOf(name), Object.keys(config).sort()]));
  return { kind: 'topics', reason: some(topics.map(newWords)), change: { do: 'create', topics }, notes };
}

/** Kafka refuses to add partitions to what is being reassigned, in ZooKeeper mode: that comes to its end first. */
function grown({ declared, there }: TopicState): TopicsStep | undefined {
  const topics = declared.flatMap(({ name, partitions }) => {
    const seen = there[name];
    return seen === undefined || seen.moving || partitions === undefined || partitions <= seen.partitions ? []
      : [{ topic: name, from: seen.partitions, to: partitions }];
  });
  if (topics.length === 0) { return undefined; }
  return {
    kind: 'topics',
    reason: some(topics.map(({ topic, from, to }) => `${topic} ${from} -> ${to} partitions`)),
    change: { do: 'add-partitions', topics },
    notes: {},
  };
}

function configured(state: TopicState, { policy }: Situation): TopicsStep | undefined {
  const topics = state.declared.flatMap((topic) => ofThose(state, topic)).flatMap(({ topic, seen }): TopicSettingsChange[] => {
    const { name, config } = topic;
    const known = state.notes[placeOf(name)] ?? [];
    const wrong = Object.entries(config).filter(([key, value]) => seen.settings[key] === undefined || !isSame(seen.settings[key], value));
    const removed = Object.keys(seen.settings).filter((key) => !(key in config) && !isOfMoves(key) && (known.includes(key) || policy.undeclaredSettings === 'remove')).sort();
    const changes: SettingChange[] = [
      ...wrong.map(([key, to]) => ({ key, from: seen.settings[key], to })), ...removed.map((key) => ({ key, from: seen.settings[key] })),
    ];
    if (changes.length === 0) { return []; }
    const set = new Set([...known.filter((key) => key in seen.settings), ...wrong.map(([key]) => key)]);
    for (const key of removed) { set.delete(key); }
    return [{ topic: name, changes, applied: [...set].sort() }];
  });
  if (topics.length === 0) { return undefined; }
  const notes = Object.fromEntries(topics.map(({ topic, applied }) => [placeOf(topic), applied]));
  return {
    kind: 'topics',
    reason: some(topics.map(({ topic, changes }) => `${topic}: ${some(changes.map(changeWords), ', ')}`), '; '),
    change: { do: 'configure', topics },
    notes,
  };
}

/** Only what a run has noted when it found all as declared. */
function deleted({ there, notes, left }: TopicState): TopicsStep | undefined {
  const topics = left.filter((name) => there[name] !== undefined && (notes[TO_DELETE] ?? []).includes(name));
  if (topics.length === 0) { return undefined; }
  return {
    kind: 'topics',
    reason: `${some(topics)}: no longer declared, and declared to be deleted then`,
    change: { do: 'delete', topics },
    notes: {},
  };
}

/** At the end: which topics are looked after, and which of them go with their declaration. None that is not as declared. */
function noted(state: TopicState): TopicsStep | undefined {
  const { declared, notes, left } = state;
  const fresh = declared.filter(({ name }) => notes[placeOf(name)] === undefined);
  const toDelete = declared.filter((topic) => topic.whenRemoved === 'delete' && ofThose(state, topic).some(({ seen }) => isAsDeclared(topic, seen))).map(({ name }) => name);
  const still = (notes[TO_DELETE] ?? []).filter((name) => declared.some((topic) => topic.name === name && topic.whenRemoved === 'delete'));
  const wanted = [...new Set([...still, ...toDelete])].sort();
  const changes: NoteChanges = {
    ...Object.fromEntries(fresh.map(({ name }) => [placeOf(name), []])),
    ...Object.fromEntries(left.map((name) => [placeOf(name), undefined])),
    ...wanted.join(' ') === (notes[TO_DELETE] ?? []).join(' ') ? {} : { [TO_DELETE]: listOf(wanted) },
  };
  if (Object.keys(changes).length === 0) { return undefined; }
  const said = [
    ...fresh.length > 0 ? [`looked after: ${some(fresh.map(({ name }) => name))}`] : [],
    ...left.length > 0 ? [`no longer looked after: ${some(left)}`] : [],
    ...TO_DELETE in changes ? [`to be deleted when no longer declared: ${wanted.length === 0 ? 'none' : some(wanted)}`] : [],
  ];
  return { kind: 'topics', reason: said.join('; '), change: { do: 'note' }, notes: changes };
}

function ofThose({ there }: TopicState, topic: DesiredTopic): { readonly topic: DesiredTopic; readonly seen: TopicObservation }[] {
  const seen = there[topic.name];
  return seen === undefined ? [] : [{ topic, seen }];
}

function isAsDeclared(topic: DesiredTopic, seen: TopicObservation): boolean {
  return (topic.partitions === undefined || topic.partitions === seen.partitions) && !otherReplicas(topic, seen);
}

/** While it is reassigned it has more of them, for a time. */
function otherReplicas({ replicas }: DesiredTopic, { moving, fewestReplicas, mostReplicas }: TopicObservation): boolean {
  return replicas !== undefined && !moving && (fewestReplicas !== replicas || mostReplicas !== replicas);
}

function replicasWords({ fewestReplicas, mostReplicas }: TopicObservation): string {
  return fewestReplicas === mostReplicas ? counted(mostReplicas, 'replica') : `${fewestReplicas} to ${mostReplicas} replicas`;
}

function newWords({ name, partitions, replicas }: Pick<DesiredTopic, 'name' | 'partitions' | 'replicas'>): string {
  const what = [...partitions === undefined ? [] : [counted(partitions, 'partition')], ...replicas === undefined ? [] : [counted(replicas, 'replica')]];
  return what.length === 0 ? name : `${name} (${what.join(', ')})`;
}

function changeWords({ key, from, to }: SettingChange): string {
  return to === undefined ? `${key} is no longer set (${from})` : `${key}: ${from ?? '(not set)'} -> ${to}`;
}

/** Nothing is noted where there is nothing to note. */
function listOf(names: readonly string[]): readonly string[] | undefined { return names.length === 0 ? undefined : names; }
