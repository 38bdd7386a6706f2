import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Options of a run at certain times. */
export interface ScheduleOptions {
  /**
   * The time zone of the expression, as the IANA database names it, for example `Europe/Berlin`.
   * @default - that of Kubernetes' controller manager, most often UTC
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
   */
  readonly timeZone?: string;
}

/**
 * A trigger as declared.
 * @internal
 */
export type _DeclaredTrigger =
  | { readonly kind: 'on-change' | 'flux' | 'argo-cd' | 'helm' }
  | { readonly kind: 'schedule' | 'report'; readonly cron: string; readonly timeZone?: string };

/** What makes a lifecycle Job run. docs/lifecycle-job.md says of each what happens when a run fails, is superseded, or meets another. */
export class LifecycleTrigger {
  /**
   * When the manifests are applied with a change: the Job's name carries the hash of what it is to bring about, so a changed declaration is another Job. For `kubectl apply`,
   * and for Helm charts that are made of the manifests.
   */
  public static onChange(): LifecycleTrigger {
    return new LifecycleTrigger({ kind: 'on-change' });
  }

  /**
   * At each sync of Argo CD, as a hook of the sync itself: the sync ends with the run, and fails with it.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  public static argoCd(): LifecycleTrigger {
    return new LifecycleTrigger({ kind: 'argo-cd' });
  }

  /**
   * After each install, upgrade and rollback of a Helm chart, as a hook: the release waits for the run, and fails with it. Not together with `--wait`, which waits for volumes
   * that only the run makes use of.
   * @see https://helm.sh/docs/topics/charts_hooks/
   */
  public static helm(): LifecycleTrigger {
    return new LifecycleTrigger({ kind: 'helm' });
  }

  /**
   * When Flux applies a change. As `onChange()`, but a finished Job stays, as Flux would make one that is gone again; Flux prunes those of former changes.
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
   */
  public static flux(): LifecycleTrigger {
    return new LifecycleTrigger({ kind: 'flux' });
  }

  /**
   * At certain times: whatever has changed or gone astray meanwhile is brought about then.
   *
   * @param cron five fields, or `@hourly`, `@daily`, …
   * @param options the time zone
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  public static schedule(cron: string, options?: ScheduleOptions): LifecycleTrigger {
    const given = checkArguments('LifecycleTrigger.schedule', { cron, options });
    return new LifecycleTrigger({ kind: 'schedule', cron: given.cron, timeZone: given.options?.timeZone });
  }

  /**
   * At certain times, but only to say what has gone astray: it touches nothing, and may not. Another Job has to look after the clusters,
   * the same one after all of them: what that one has set at run time is known from its status.
   *
   * @param cron five fields, or `@hourly`, `@daily`, …
   * @param options the time zone
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  public static report(cron: string, options?: ScheduleOptions): LifecycleTrigger {
    const given = checkArguments('LifecycleTrigger.report', { cron, options });
    return new LifecycleTrigger({ kind: 'report', cron: given.cron, timeZone: given.options?.timeZone });
  }

  private constructor(private readonly declared: _DeclaredTrigger) { mark(this, 'LifecycleTrigger'); }

  /** @internal */
  public _declared(): _DeclaredTrigger { return this.declared; }
}
