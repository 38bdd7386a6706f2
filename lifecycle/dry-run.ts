import { AppliedSettings } from './act/applied-settings';
import type { CommandLine } from './command-line';
import { clientOf, desiredStateFrom, sourceOf } from './outside';
import { LifecyclePolicy, runObjects } from '../src/lifecycle/desired-state';
import type { KubernetesClient } from './clients/kubernetes/client';
import { MONOTONIC_TIME } from './monotonic-time';
import { isUnread } from './observation';
import { LoadWatch } from './observe/load-watch';
import { loadWatched } from './plan/moves/rules';
import { ESTIMATES, UnitPlan, planUnit } from './plan/plan';
import { planText, planWords } from './report/plan-text';
import { writeTerminationMessage } from './report/termination-message';
import { Closer, look } from './run/live-world';
import { EXIT_CODES } from './run/outcome';
import { plannerOf } from './run/planner';
import { ProcessStop } from './run/process-stop';
import { Unit, unitName, unitsOf } from './run/unit';

/** A moment in which something is away should not be all that a plan tells. */
const LOOKS = 3;
const BETWEEN_LOOKS = 5000;

/** Says what a run would do. It only reads, and needs no more rights than that. */
export async function dryRun(commandLine: CommandLine): Promise<number> {
  const stop = new ProcessStop(commandLine.deadlineSeconds);
  const client = clientOf(commandLine);
  try {
    const known = await desiredStateFrom(sourceOf(commandLine, client), stop, (reason) => { process.stderr.write(`wait       ${reason}\n`); });
    if (known.kind !== 'known') {
      process.stderr.write(`${known.kind.padEnd(10)} ${known.reason}\n`);
      writeTerminationMessage(`${known.kind}: ${known.reason}`);
      return known.kind === 'superseded' ? EXIT_CODES.superseded : EXIT_CODES.failed;
    }
    const { desired } = known;
    const applied = new AppliedSettings(client, commandLine.status ?? runObjects(desired.name).status);
    const planner = plannerOf(asOne(desired.policy));
    const estimates = { ...ESTIMATES, ...(commandLine.restartSeconds === undefined ? {} : { restart: commandLine.restartSeconds }) };
    const plans: UnitPlan[] = [];
    for (const unit of unitsOf(desired)) {
      const seen = await lookAgain(unit, client, applied, stop);
      const plan = (of: Awaited<ReturnType<typeof look>>): UnitPlan => isUnread(of)
        ? { unit: unitName(unit), entries: [], end: { kind: 'unread', unread: of.unread }, seconds: 0 }
        : planUnit(of, (subject) => planner.decide(subject), estimates);
      const planned = plan(seen);
      if (planned.end.kind !== 'look') {
        plans.push(planned);
        continue;
      }
      const closer = { at: planned.end.at, watch: new LoadWatch(desired.policy.rebalance, () => MONOTONIC_TIME.now()) };
      let closely = plan(await lookAgain(unit, client, applied, stop, closer));
      // What is written is known after a time.
      while (closely.end.kind === 'wait' && closely.end.rule === loadWatched.id && closely.end.remaining !== undefined && stop.reason === undefined) {
        await MONOTONIC_TIME.pause(BETWEEN_LOOKS, stop.signal);
        closely = plan(await lookAgain(unit, client, applied, stop, closer));
      }
      plans.push(closely);
    }
    process.stdout.write(commandLine.format === 'json' ? `${JSON.stringify({ desired: known.hash, plans }, undefined, 2)}\n` : planText(plans));
    writeTerminationMessage(planWords(plans));
    return exitCodeOf(plans);
  } finally {
    stop.close();
    client.close();
  }
}

/** In which portions replicas move is not what a plan is read for. */
function asOne(policy: LifecyclePolicy): LifecyclePolicy {
  return { ...policy, rebalance: { ...policy.rebalance, movesPerBroker: Infinity, moves: Infinity, bytesInFlight: Infinity } };
}

async function lookAgain(
  unit: Unit, client: KubernetesClient, applied: AppliedSettings, stop: ProcessStop, closer?: Closer,
): ReturnType<typeof look> {
  for (let looks = 1; ; looks++) {
    const seen = await look(unit, client, applied, closer);
    const unread = isUnread(seen) || (seen.kind === 'cluster' && isUnread(seen.observation.kafka));
    if (!unread || looks >= LOOKS || stop.reason !== undefined) { return seen; }
    await MONOTONIC_TIME.pause(BETWEEN_LOOKS, stop.signal);
  }
}

/** That of the run, as far as it can be foreseen. */
function exitCodeOf(plans: readonly UnitPlan[]): number {
  if (plans.some((plan) => plan.end.kind === 'unread' || plan.end.kind === 'wait' || plan.end.kind === 'look')) { return EXIT_CODES.failed; }
  return plans.some((plan) => plan.end.kind === 'blocked') ? EXIT_CODES.blocked : EXIT_CODES.converged;
}
