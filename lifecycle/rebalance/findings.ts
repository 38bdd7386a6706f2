import { Band, Bands, outsideBy } from './band';
import { Finding, names } from './finding';
import { RebalanceGoals } from './goals';
import { BANDS, judgedBy } from './judged';
import { Layout } from './layout';
import { isInTheWay, limitFindings } from './limit-findings';
import { LoadLimits } from './load-limits';
import { TopicLimits } from './topic-limits';
import { partitionName } from '../partition-table';

/** So much outside of a band is not told from within. */
const CLOSE = 1e-6;
/** What would help where a band is not reached. */
const MEND = 'Racks, disks, single large partitions or what is excluded stand in the way: exclude less, split large partitions, or widen the band.';
const BUSY = 'Racks, single busy partitions, what is excluded or the bands of what is more important stand in the way: exclude less, give busy topics more partitions, or widen the bands.';
const MENDS: Partial<Readonly<Record<keyof Bands, string>>> = { networkIn: BUSY, networkOut: BUSY, leaderBytes: BUSY };

/**
 * @param stuck partitions of which a replica must leave its broker and has no place to go
 * @param excessBefore how many replicas were beyond their topic's even spread
 */
export function findings(
  layout: Layout, goals: RebalanceGoals, bands: Bands, stuck: readonly number[], boundRacks: readonly string[], excessBefore: number,
  topics?: TopicLimits,
): readonly Finding[] {
  const limits = LoadLimits.of(layout, goals);
  return [
    ...places(layout, stuck.filter((p) => !limits?.all.some((limit) => isInTheWay(layout, limit, p)))),
    ...limitFindings(layout, limits, stuck),
    ...rackShares(layout),
    ...capacity(layout, goals, bands.disk, boundRacks),
    ...outside(layout, goals, bands),
    ...crowds(layout, goals, topics),
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
  const found: number[] = [];
  for (let p = 0; p < layout.placement.topic.length; p++) { if (layout.rackExcess(p) > 0) { found.push(p); } }
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
  return BANDS.flatMap(({ name, goal, words }) => {
    const band = bands[name];
    if (!band) { return []; }
    const { brokers } = layout.placement;
    const far = [...brokers.keys()].filter((b) => judgedBy(goals, brokers[b]).includes(name) && outsideBy(band, b) > CLOSE);
    return far.length === 0 ? [] : [{
      severity: 'warning' as const,
      what: `${names(far.map((b) => `broker ${brokers[b].id} (${percent(band.load[b] / band.target[b])})`))}: ${words} not within ${percent(goals[goal] ?? 0)} of what each is to hold`,
      mend: busiest(layout, name, band, far) ?? MENDS[name] ?? MEND,
    }];
  });
}

/** What would help against a partition that alone is more than a broker is to have. */
function busiest(layout: Layout, name: keyof Bands, { high, target }: Band, far: readonly number[]): string | undefined {
  const { traffic, at, of, replicaStart, placement } = layout;
  const amount = name === 'networkOut' ? traffic?.sent : name === 'networkIn' || name === 'leaderBytes' ? traffic?.written : undefined;
  if (!amount) { return undefined; }
  let [found, most] = [-1, 1];
  const concerned = new Set(far);
  at.forEach((b, slot) => {
    const p = of[slot];
    if (b < 0 || !concerned.has(b) || amount[p] <= high[b] || (name !== 'networkIn' && slot !== replicaStart[p])) { return; }
    const its = amount[p] / target[b];
    if (its > most) { [found, most] = [p, its]; }
  });
  return found < 0 ? undefined : `${partitionName(placement, found)} alone is ${percent(most)} of what its broker is to hold: give its topic more partitions.`;
}

function crowds(layout: Layout, { mode, topicBand = 0 }: RebalanceGoals, topics: TopicLimits | undefined): Finding[] {
  const over: { readonly t: number; readonly b: number; readonly n: number }[] = [];
  if (mode === 'full') { topics?.forEachOver(layout, (t, b, n) => { over.push({ t, b, n }); }); }
  if (over.length === 0) { return []; }
  over.sort((x, y) => y.n - x.n || x.t - y.t || x.b - y.b);
  const { brokers, topics: all } = layout.placement;
  return [{
    severity: 'warning',
    what: `${names(over.map(({ t, b, n }) => `broker ${brokers[b].id} (${all[t]}: ${n} too many)`))}: more replicas of a topic than an even spread and ${percent(topicBand)}`,
    mend: 'The bands of what is more important, disks, racks or what is excluded stand in the way: widen them, exclude less, or widen the band of topics.',
  }];
}

function spread({ topicExcess }: Layout, before: number): Finding[] {
  return topicExcess <= before ? [] : [{
    severity: 'warning', what: `${topicExcess} replicas are beyond an even spread of their topics, ${before} were before`, mend: 'Wider bands need fewer moves.',
  }];
}

function percent(share: number): string { return `${Math.round(100 * share)} %`; }
