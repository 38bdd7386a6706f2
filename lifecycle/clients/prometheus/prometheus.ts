import { wordsOf } from '../../words-of';

/** One value of an answer, with its labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Why a Prometheus server told nothing. */
export class PrometheusError extends Error {
  /** @param refused it has answered, and would answer the same again */
  constructor(message: string, public readonly refused: boolean) { super(message); }
}

/** An expression that is none, and one that cannot be carried out; others may pass. */
const REFUSALS: readonly number[] = [400, 422];
const PATIENCE = 10_000;
/** A million partitions have some 150 MB of samples. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/**
 * What an expression comes to now (`GET /api/v1/query`). Values that are no numbers are left out.
 *
 * @param url without `/api`
 * @throws PrometheusError
 */
export async function ask(url: string, expression: string): Promise<readonly Sample[]> {
  const failed = (why: string, refused = false) => new PrometheusError(`Prometheus at ${url} was asked for '${expression}': ${why}`, refused);
  let [text, code] = ['', 0];
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' });
    if (Number(answer.headers.get('content-length') ?? 0) > LARGEST_ANSWER) { throw new Error('its answer is too large'); }
    [text, code] = [await answer.text(), answer.status];
  } catch (error) {
    throw failed(wordsOf((error as { readonly cause?: unknown }).cause ?? error));
  }
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    throw failed(`it answers with something else than JSON: ${text.slice(0, 100)}`);
  }
  const { status, error, data } = (told ?? {}) as { status?: unknown; error?: unknown; data?: { resultType?: unknown; result?: unknown } };
  if (status !== 'success') { throw failed(typeof error === 'string' ? error : 'it fails without a reason', REFUSALS.includes(code)); }
  const result: unknown = data?.result;
  const samples: readonly unknown[] = data?.resultType === 'scalar' ? [{ metric: {}, value: result }] : data?.resultType === 'vector' && Array.isArray(result) ? result : [];
  return samples.flatMap((sample): readonly Sample[] => {
    const { metric, value } = (sample ?? {}) as { metric?: unknown; value?: unknown };
    const number = Array.isArray(value) ? Number(value[1]) : NaN;
    return Number.isFinite(number) ? [{ labels: (metric ?? {}) as Sample['labels'], value: number }] : [];
  });
}
