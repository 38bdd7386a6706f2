import { Band, Bands, outsideBy } from './band';
import { RebalanceGoals } from './goals';
import { judgedBy } from './judged';
import { Layout } from './layout';
import { partitionName } from '../partition-table';

/** What a plan could not reach, and what would let it. */
export interface Finding {
  /** A goal that every plan must keep: without it there is no use in carrying out this one. */
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly mend: string;
}

/** So much outside of a band is not told from within. */
const CLOSE = 1e-6;
/** At most so many names in a line. */
const NAMED = 3;

/**
 * @param stuck partitions of which a replica must leave its broker and has no place to go
 * @param excessBefore how many replicas were beyond their topic's even spread
 */
export function findings(
  layout: Layout, goals: RebalanceGoals, bands: Bands, stuck: readonly number[], boundRacks: readonly string[], excessBefore: number,
): readonly Finding[] {
  return [
    ...places(layout, stuck),
    ...rackShares(layout),
    ...capacity(layout, goals, bands.disk, boundRacks),
    ...outside(layout, goals, bands),
    ...spread(layout, excessBefore),
  ];
}

function places(layout: Layout, stuck: readonly number[]): Finding[] {
  if (stuck.length === 0) { return []; }
  const staying = layout.stays.reduce((sum, s) => sum + s, 0);
  const isFew = (p: number) => layout.replicaStart[p + 1] - layout.replicaStart[p] > staying;
  const of = (partitions: readonly number[]) => names(partitions.map((p) => partitionName(layout.placement, p)));
  const [few, others] = [stuck.filter(isFew), stuck.filter((p) => !isFew(p))];
  return [
    ...few.length === 0 ? [] : [{
      severity: 'error' as const, what: `${of(few)}: more replicas than brokers that stay (${staying})`, mend: 'Keep more brokers, or lower the replication factor.',
    }],
    ...others.length === 0 ? [] : [{
      severity: 'error' as const,
      what: `${of(others)}: a replica must leave its broker, and may not move or has no broker to go to`,
      mend: 'Do not exclude the topic, let more brokers take replicas, or give them more room.',
    }],
  ];
}

function rackShares(layout: Layout): Finding[] {
  const { racks, replicaStart, placement } = layout;
  const found: number[] = [];
  for (let p = 0; p < placement.topic.length; p++) {
    if (racks.most(replicaStart[p + 1] - replicaStart[p]).some((most, r) => layout.inRack(p, r) > most)) { found.push(p); }
  }
  if (found.length === 0) { return []; }
  return [{
    severity: 'warning',
    what: `${names(found.map((p) => partitionName(layout.placement, p)))}: a rack holds more replicas than its share`,
    mend: 'Plan with the mode full, and let brokers of every rack take and give replicas.',
  }];
}

function capacity(layout: Layout, { diskLimit }: RebalanceGoals, disk: Band, boundRacks: readonly string[]): Finding[] {
  const { brokers } = layout.placement;
  const full = brokers.flatMap((b, i) => layout.stays[i] === 1 && disk.load[i] > diskLimit * b.capacity * (1 + 1e-9) ? [{ i, id: b.id }] : []);
  if (full.length === 0) { return []; }
  const must = full.filter(({ i }) => disk.target[i] > diskLimit * brokers[i].capacity);
  const bound = boundRacks.filter((rack) => must.some(({ i }) => (brokers[i].rack ?? '') === rack));
  const inRacks = `Add brokers or disks in ${bound.length === 1 ? 'the rack' : 'the racks'} ${bound.join(', ')}: by rack awareness that much of the data is there.`;
  const everywhere = bound.length > 0 ? inRacks : 'Add brokers or disks: there is more data than all of them may hold.';
  const mend = must.length === 0 ? 'Plan with the mode full, and exclude fewer topics and brokers.' : everywhere;
  return [{ severity: 'warning', what: `${names(full.map(({ id }) => `broker ${id}`))}: more than ${percent(diskLimit)} of the disk in use`, mend }];
}

function outside(layout: Layout, goals: RebalanceGoals, bands: Bands): Finding[] {
  return ([['bytes', 'disk', goals.diskBand], ['replicas', 'replicas', goals.replicaBand], ['leaders', 'leaders', goals.leaderBand]] as const).flatMap(([what, name, width]) => {
    const { load, target } = bands[name];
    const far = layout.placement.brokers.flatMap((broker, b) =>
      judgedBy(goals, broker).includes(name) && outsideBy(bands[name], b) > CLOSE ? [`broker ${broker.id} (${percent(load[b] / target[b])})`] : []);
    return far.length === 0 ? [] : [{
      severity: 'warning' as const,
      what: `${names(far)}: ${what} not within ${percent(width)} of what each is to hold`,
      mend: 'Racks, disks, single large partitions or what is excluded stand in the way: exclude less, split large partitions, or widen the band.',
    }];
  });
}

function spread({ topicExcess }: Layout, before: number): Finding[] {
  return topicExcess <= before ? [] : [{
    severity: 'warning', what: `${topicExcess} replicas are beyond an even spread of their topics, ${before} were before`, mend: 'Wider bands need fewer moves.',
  }];
}

function names(all: readonly string[]): string {
  return all.length <= NAMED ? all.join(', ') : `${all.slice(0, NAMED).join(', ')} and ${all.length - NAMED} more`;
}

function percent(share: number): string { return `${Math.round(100 * share)} %`; }
