import { HttpAnswer, NoAnswer } from './http';
import { StatusObject } from './objects';
import { parsedJson } from '../../json';

export interface Cause {
  readonly reason: string;
  readonly message: string;
}

/** What the server said against a request. */
export interface Refusal {
  readonly status: number;
  /** Kubernetes' word for the status: `Conflict`, `TooManyRequests`, … */
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** A request to the API server that was not fulfilled, or may not have been. */
export class RequestFailure extends Error {
  constructor(
    message: string,
    /** Whether what was to be changed may have been changed all the same. Always false for what only reads. */
    public readonly mayBeDone: boolean,
    /** Undefined if there was no answer. */
    public readonly refusal?: Refusal,
  ) { super(message); }

  public get status(): number | undefined { return this.refusal?.status; }
}

/** @param what verb and object: `get statefulsets 'events-broker-a' in namespace 'kafka'` */
export function refused(what: string, answer: HttpAnswer, changes: boolean): RequestFailure {
  const status: StatusObject = parsedJson(answer.text) ?? {};
  const refusal: Refusal = {
    status: answer.status,
    reason: status.reason ?? '',
    message: status.message ?? firstLine(answer.text),
    causes: (status.details?.causes ?? []).map((cause) => ({ reason: cause.reason ?? '', message: cause.message ?? '' })),
    retryAfterSeconds: answer.retryAfterSeconds ?? status.details?.retryAfterSeconds,
  };
  // An error of the server's own, for example a time-out of its store, may come after the change was made.
  const mayBeDone = changes && answer.status >= 500;
  const words = [`${what}: ${answer.status}${refusal.reason === '' ? '' : ` ${refusal.reason}`}`, ...(refusal.message === '' ? [] : [refusal.message])];
  return new RequestFailure(`${words.join(': ')}${mayBeDone ? DOUBT : ''}`, mayBeDone, refusal);
}

export function unanswered(what: string, failure: NoAnswer, changes: boolean): RequestFailure {
  const mayBeDone = changes && failure.sent;
  return new RequestFailure(`${what}: ${failure.message}${mayBeDone ? DOUBT : ''}`, mayBeDone);
}

/** What would mend a failure that will hardly pass by itself: the server does not know who asks, or does not let them. */
export function mendOf(error: unknown): string | undefined {
  switch (error instanceof RequestFailure ? error.status : undefined) {
    case 401: return "The API server does not take the token of the Job's service account: see that the ServiceAccount is there, and start the run anew.";
    case 403: return "Apply all manifests of the synthesis: their Role and RoleBinding give the Job's service account all it needs.";
    default: return undefined;
  }
}

const DOUBT = '. Whether it was done is not known';

function firstLine(text: string): string {
  return text.trim().split('\n')[0].slice(0, 300);
}
