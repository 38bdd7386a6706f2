import type { Outcome } from './outcome';
import type { Seen } from './world';
import type { ActResult } from '../act/act-result';
import type { Decision, Step } from '../plan/decision';

/** What a run tells those who show it: on standard output, as metrics, in Kubernetes. Plain data. `at` is in milliseconds since the run began. */
export type RunEvent = { readonly at: number } & Untimed;

export type Untimed = RunWideEvent | ({ readonly unit: string } & UnitEvent);

export type RunWideEvent =
  | { readonly kind: 'run-began'; readonly units: readonly string[] }
  | { readonly kind: 'run-ended'; readonly code: number };

export type UnitEvent =
  | { readonly kind: 'unit-began' }
  | { readonly kind: 'seen'; readonly seen: Seen; readonly took: number }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | ({ readonly kind: 'waiting' } & Waiting)
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'acted'; readonly step: Step; readonly result: ActResult; readonly took: number }
  | { readonly kind: 'unit-ended'; readonly outcome: Outcome };

export interface Waiting {
  readonly rule: string;
  readonly reason: string;
  readonly mend: string;
  /** For how long nothing has moved, in milliseconds. */
  readonly quiet: number;
  /** After how long without movement it has failed, in milliseconds; undefined if it may last as long as the run. */
  readonly limit?: number;
}
