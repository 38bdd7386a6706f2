import { IConstruct } from 'constructs';
import { StatefulSet } from '../kubernetes/stateful-set';
import { Finding } from '../validation/finding';

/**
 * A Job that starts and restarts nodes.
 * @internal
 */
export interface _ServingJob extends IConstruct {
  /** The name with which the names of its objects begin. */
  readonly name: string;
}

/**
 * A cluster or an ensemble as a lifecycle Job sees it.
 * @internal
 */
export interface _Served<Model> {
  readonly construct: IConstruct;
  /** Another one whenever the declaration has changed. */
  readonly model: Model;
  /** The Jobs that start and restart its nodes. More than one is an error. */
  readonly jobs: readonly _ServingJob[];
  readonly sets: readonly StatefulSet[];
  /** What is wrong with it by itself. */
  findings(): readonly Finding[];
}
