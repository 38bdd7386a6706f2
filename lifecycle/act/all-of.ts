import { ActResult } from './act-result';

/** What comes of several acts that are one step: the worst counts, and what was done is told with it. */
export function allOf(results: readonly ActResult[]): ActResult {
  const done = results.flatMap((result) => result.kind === 'done' && result.said !== '' ? [result.said] : []);
  const later = results.flatMap((result) => result.kind === 'later' ? [result.reason] : []);
  const refused = results.flatMap((result) => result.kind === 'refused' ? [result] : []);
  if (refused.length > 0) {
    return { kind: 'refused', reason: [...refused.map((r) => r.reason), ...later, ...done].join('; '), mend: [...new Set(refused.map((r) => r.mend))].join(' ') };
  }
  return later.length > 0 ? { kind: 'later', reason: [...later, ...done].join('; ') } : { kind: 'done', said: done.join('; ') };
}
