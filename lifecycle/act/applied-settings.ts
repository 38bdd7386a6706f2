import { KubernetesClient } from '../clients/kubernetes/client';
import { CONFIG_MAPS } from '../clients/kubernetes/resource';
import { isRecord, isTextList, parsedJson } from '../json';
import { SettingsObservation } from '../observation';

type Applied = SettingsObservation['applied'];

/** The key of the status ConfigMap. */
export const APPLIED_KEY = 'applied.json';

/** The annotation of the status ConfigMap by which somebody approves of proposals. */
const APPROVE_ANNOTATION = 'cdk8s-kafka/approve';

/** Each key has a manager of its own: applying one leaves the other as it is. */
const FIELD_MANAGER = 'cdk8s-kafka-lifecycle-applied';

/**
 * What runs have set in the clusters at run time, kept in the status ConfigMap: the one thing that nothing else could tell. Without it, a setting that is declared no more could
 * not be told from one that somebody has set by hand.
 */
export class AppliedSettings {
  constructor(private readonly client: KubernetesClient, private readonly configMap: string) {}

  /** The keys that runs have set in a cluster. @throws if that cannot be read */
  public async read(cluster: string): Promise<Applied> {
    return (await this.all())[cluster] ?? {};
  }

  /** The proposals of which somebody has approved. @throws if that cannot be read */
  public async approved(): Promise<readonly string[]> {
    const text = (await this.client.get(CONFIG_MAPS, this.configMap))?.metadata.annotations?.[APPROVE_ANNOTATION] ?? '';
    return text.split(',').map((id) => id.trim()).filter((id) => id !== '');
  }

  /** @throws if it was not written, or may not have been */
  public async write(cluster: string, applied: Applied): Promise<void> {
    const all = { ...await this.all(), [cluster]: applied };
    const data = { [APPLIED_KEY]: `${JSON.stringify(all, undefined, 2)}\n` };
    await this.client.apply(CONFIG_MAPS, { metadata: { name: this.configMap }, data }, { fieldManager: FIELD_MANAGER, force: true });
  }

  private async all(): Promise<Readonly<Record<string, Applied>>> {
    const text = (await this.client.get(CONFIG_MAPS, this.configMap))?.data?.[APPLIED_KEY];
    if (text === undefined) { return {}; }
    const parsed = parsedJson(text);
    if (!isAll(parsed)) {
      throw new Error(`Key '${APPLIED_KEY}' of ConfigMap '${this.configMap}' does not hold what runs have set. Remove the key: what they have set is then taken for set by hand.`);
    }
    return parsed;
  }
}

function isAll(value: unknown): value is Readonly<Record<string, Applied>> {
  return isRecord(value) && Object.values(value).every((applied) => isRecord(applied) && Object.values(applied).every(isTextList));
}
