import type { Partitions } from './partitions';
import type { ThrottledReplicas, TopicObservation } from '../../../lifecycle/observation';
import type { TopicsStep } from '../../../lifecycle/plan/decision';
import { Notes, notedTopics } from '../../../lifecycle/topic-notes';
import type { DesiredCluster } from '../../../src/lifecycle/desired-state';

const DEFAULT_PARTITIONS = 1;
const DEFAULT_REPLICAS = 3;

interface Made {
  partitions: number;
  readonly replicas: number;
}

/** Topics as runs change them. Of what they create only the number of partitions is kept. */
export class SimulatedTopics {
  public readonly made = new Map<string, Made>();
  public readonly settings = new Map<string, Map<string, string>>();

  public change({ change }: TopicsStep, partitions: Partitions): void {
    switch (change.do) {
      case 'create':
        for (const { name, partitions: count = DEFAULT_PARTITIONS, replicas = DEFAULT_REPLICAS, config } of change.topics) {
          if (this.made.has(name) || partitions.topics.some((topic) => topic.name === name)) { continue; }
          this.made.set(name, { partitions: count, replicas });
          this.settings.set(name, new Map(Object.entries(config)));
        }
        break;
      case 'add-partitions':
        for (const { topic, to } of change.topics) {
          const made = this.made.get(topic);
          if (made) { made.partitions = Math.max(made.partitions, to); }
        }
        break;
      case 'configure':
        for (const { topic, changes } of change.topics) {
          const own = this.settings.get(topic) ?? new Map<string, string>();
          for (const { key, to } of changes) { if (to === undefined) { own.delete(key); } else { own.set(key, to); } }
          this.settings.set(topic, own);
        }
        break;
      case 'delete':
        for (const topic of change.topics) {
          this.made.delete(topic);
          this.settings.delete(topic);
        }
        break;
      case 'note': break;
    }
  }

  public observe(
    cluster: DesiredCluster, notes: Notes, partitions: Partitions, throttled: Readonly<Record<string, ThrottledReplicas>>,
  ): Record<string, TopicObservation> {
    const seen: Record<string, TopicObservation> = {};
    const wanted = new Set([...(cluster.topics ?? []).map(({ name }) => name), ...notedTopics(notes)]);
    if (wanted.size === 0) { return seen; }
    for (const name of wanted) {
      const settings = Object.fromEntries(this.settings.get(name) ?? []);
      const made = this.made.get(name);
      if (made) { seen[name] = { partitions: made.partitions, fewestReplicas: made.replicas, mostReplicas: made.replicas, moving: false, settings }; }
    }
    for (let p = 0; p < partitions.count; p++) {
      const { name } = partitions.topics[partitions.topicOf[p]];
      if (!wanted.has(name)) { continue; }
      const replicas = partitions.replicasOf(p).length;
      const { partitions: count, fewestReplicas, mostReplicas, moving } = seen[name]
        ?? { partitions: 0, fewestReplicas: replicas, mostReplicas: replicas, moving: throttled[name] !== undefined };
      seen[name] = {
        partitions: count + 1,
        fewestReplicas: Math.min(fewestReplicas, replicas),
        mostReplicas: Math.max(mostReplicas, replicas),
        moving: moving || partitions.reassigning[p] === 1,
        settings: Object.fromEntries(this.settings.get(name) ?? []),
      };
    }
    return seen;
  }
}
