import { ConfigMapObservation } from '../../observation';
import { Gate } from '../rule';

const STATEFUL_SETS = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/';

/** So many ConfigMaps are told in a line. */
const MOST_NAMED = 3;

export const manifestsApplied: Gate = {
  id: 'manifests.applied',
  summary: 'Nothing is done before the StatefulSets are those that were synthesized together with the Job.',
  why: 'An older template would be rolled out, or a newer one without its own checks.',
  source: STATEFUL_SETS,
  mend: 'Apply all manifests of the synthesis, not the Job alone.',
  comesByItself: true,
  check({ sets, observedSets }) {
    const missing = sets.find((set) => !observedSets[set.name]);
    if (missing) { return { reason: `StatefulSet ${missing.name} does not exist yet`, progress: Object.keys(observedSets).join(' ') }; }
    const other = sets.find((set) => observedSets[set.name].template !== set.template);
    return other && {
      reason: `StatefulSet ${other.name} is not the one of this run: its template is ${observedSets[other.name].template ?? 'of unknown origin'}, this run's is ${other.template}`,
      progress: sets.map((set) => observedSets[set.name].template).join(' '),
    };
  },
};

export const manifestsSeen: Gate = {
  id: 'manifests.seen',
  summary: 'Nothing is done before Kubernetes has taken note of the newest template.',
  why: 'Until then the StatefulSet\'s status tells the revision of an older one, and all pods would seem to be up to date.',
  source: STATEFUL_SETS,
  mend: 'See whether Kubernetes\' controller manager runs.',
  comesByItself: true,
  check({ sets, observedSets }) {
    const late = sets.find((set) => observedSets[set.name].observedGeneration < observedSets[set.name].generation);
    return late && { reason: `Kubernetes has not taken note of the newest template of StatefulSet ${late.name} yet`, progress: '' };
  },
};

export const manifestsOnDelete: Gate = {
  id: 'manifests.on-delete',
  summary: 'Nothing is done while a StatefulSet replaces its pods by itself.',
  why: 'Kubernetes would restart brokers at the same time as the Job, and with no regard for partitions.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  mend: 'Take out what changed the StatefulSet\'s updateStrategy, and apply the manifests again.',
  check({ sets, observedSets }) {
    const set = sets.find(({ name }) => observedSets[name].updateStrategy !== 'OnDelete');
    return set && { reason: `StatefulSet ${set.name} replaces its pods by itself: updateStrategy is not OnDelete`, progress: '', forGood: true };
  },
};

export const manifestsConfiguration: Gate = {
  id: 'manifests.configuration',
  summary: 'Nothing is done before the ConfigMaps of the StatefulSets hold the configuration that the templates were made for.',
  why: 'A node that starts waits for its configuration, but not for ever: it would start with an older one, and count as up to date.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  mend: 'Apply all manifests of the synthesis, the ConfigMaps too, and see that none is refused (by a webhook, for example) or left out (by a sync of a selection).',
  comesByItself: true,
  check({ sets, observedSets }) {
    const others = new Map<string, string>();
    for (const { name: set } of sets) {
      // Sets have ConfigMaps in common: each is told once.
      for (const configMap of observedSets[set].configMaps) {
        if (configMap.found !== configMap.wanted && !others.has(configMap.name)) { others.set(configMap.name, clause(configMap, set)); }
      }
    }
    if (others.size === 0) { return undefined; }
    const clauses = [...others.values()];
    const more = clauses.length - MOST_NAMED;
    return { reason: `${clauses.slice(0, MOST_NAMED).join('; ')}${more > 0 ? ` (and ${more} more)` : ''}`, progress: clauses.join('; ') };
  },
};

function clause({ name, wanted, found }: ConfigMapObservation, set: string): string {
  const holds = found === undefined ? 'does not exist' : found === '' ? 'tells no hash of its configuration' : `holds configuration ${found}`;
  return `ConfigMap ${name} ${holds}, StatefulSet ${set} was made for ${wanted}`;
}
