import { checkAsked, readAsked, targetsOf } from './asked-placement';
import { execute } from './execute';
import { ApplyOptions, CancelOptions } from './options';
import { readWhole } from './streams';

/** Moves what a plan says. @returns the exit code */
export async function apply({ bootstrap, plan, ...pace }: ApplyOptions): Promise<number> {
  const asked = readAsked(readWhole(plan).toString('utf8'));
  let isChecked = false;
  return execute(bootstrap, pace, ({ observation: { kafka } }) => {
    if (!isChecked) { checkAsked(asked, kafka); }
    isChecked = true;
    return { kind: 'asked', targets: targetsOf(asked, kafka) };
  });
}

/** Gives up what is under way, or lets all return that has moved. @returns the exit code */
export async function cancel({ bootstrap, returns, ...pace }: CancelOptions): Promise<number> {
  return execute(bootstrap, pace, () => ({ kind: returns ? 'return' : 'stop' }));
}
