import { ActResult } from './act-result';
import { RequestFailure } from '../clients/kubernetes/request-failure';
import { wordsOf } from '../words-of';

/**
 * What comes of an act that Kubernetes did not carry out, or may not have. Whatever may pass, or is in doubt, is for the next look at the world to find out; only a plain no
 * needs somebody.
 */
export function failedAct(error: unknown): ActResult {
  const status = error instanceof RequestFailure ? error.status : undefined;
  switch (status) {
    case 401:
    case 403:
      return {
        kind: 'refused',
        reason: wordsOf(error),
        mend: 'Apply the manifests again, with the Role of the run in them; if its rights are all there, an admission policy forbids it.',
      };
    case 400:
    case 422:
      return { kind: 'refused', reason: wordsOf(error), mend: "Change what Kubernetes' message names, or the admission policy that it comes from." };
    default:
      return { kind: 'later', reason: wordsOf(error) };
  }
}
