import * as fc from 'fast-check';
import { Member, nextRotationStep, RotationStep, shownBy, Stores, storesToJoin, trustedBy } from '../../../../lifecycle/plan/certificates/rotation';

const AUTHORITIES = ['2024', '2025', '2026'];

function member(name: string, { signedBy, trusts }: Stores): Member { return { name, files: { signedBy, trusts }, began: { signedBy, trusts } }; }

function cluster(size: number): readonly Member[] {
  return Array.from({ length: size }, (_, i) => member(`node-${i}`, { signedBy: '2024', trusts: ['2024'] }));
}

/** Everybody is identified to everybody, itself included, by an authority that all of the other trusts. */
function expectConnected(members: readonly Member[]): void {
  const shown = new Set(members.flatMap(shownBy));
  expect(members.filter((one) => [...shown].some((authority) => !trustedBy(one).includes(authority)))).toEqual([]);
}

/** A step for one of its members. */
function done(step: RotationStep, one: Member): Member {
  switch (step.kind) {
    case 'trust': return { ...one, files: { ...one.files, trusts: [...new Set([...one.files.trusts, ...step.authorities])] } };
    case 'issue': return { ...one, files: { ...one.files, signedBy: step.authority } };
    case 'restart': return { ...one, began: one.files };
    case 'distrust': return { ...one, files: { ...one.files, trusts: [step.authority] } };
  }
}

/** Each step whole, until none is left. */
function finish(members: readonly Member[], authority: string): { readonly members: readonly Member[]; readonly steps: readonly string[] } {
  let now = members;
  const steps: string[] = [];
  for (let step = nextRotationStep(now, authority); step !== undefined; step = nextRotationStep(now, authority)) {
    const whole = step;
    steps.push(whole.kind);
    expect(steps.length).toBeLessThan(20);
    now = now.map((one) => whole.members.includes(one.name) ? done(whole, one) : one);
    expectConnected(now);
  }
  return { members: now, steps };
}

const only = (authority: string, members: readonly Member[]) => members.map(({ name }) => member(name, { signedBy: authority, trusts: [authority] }));

test('all trust both, all have certificates of the new one, the old one leaves; each is followed by restarts', () => {
  const { members, steps } = finish(cluster(3), '2025');
  expect(steps).toEqual(['trust', 'restart', 'issue', 'restart', 'distrust', 'restart']);
  expect(members).toEqual(only('2025', members));
});

test('with one authority there is nothing to do', () => expect(nextRotationStep(cluster(3), '2024')).toBeUndefined());

/** What may come between: a step is cut off after some of its members, a member restarts by itself, one joins or leaves, and another authority is to be the one. */
const EVENT = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('step' as const), cut: fc.infiniteStream(fc.boolean()) }) },
  fc.record({ kind: fc.constant('restart' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('join' as const) }),
  fc.record({ kind: fc.constant('leave' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('authority' as const), authority: fc.constantFrom(...AUTHORITIES) }),
);

test('whatever comes between, nobody is ever identified by an authority that somebody does not trust, and in the end there is one', () => {
  let reached = 0;
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(EVENT, { maxLength: 40 }), (size, events) => {
    let members = cluster(size);
    let authority = '2025';
    for (const [i, event] of events.entries()) {
      switch (event.kind) {
        case 'step': {
          const step = nextRotationStep(members, authority);
          // One member after the other, as they come: connected at each moment.
          for (const name of step?.members.filter(() => event.cut.next().value) ?? []) {
            members = members.map((one) => step !== undefined && one.name === name ? done(step, one) : one);
            expectConnected(members);
          }
          break;
        }
        case 'restart': members = members.map((one, at) => at === event.which % members.length ? { ...one, began: one.files } : one); break;
        case 'join': members = [...members, member(`joined-${i}`, storesToJoin(members, authority))]; break;
        case 'leave': members = members.length === 1 ? members : members.filter((_, at) => at !== event.which % members.length); break;
        case 'authority': authority = event.authority; break;
      }
      expectConnected(members);
    }
    const end = finish(members, authority);
    expect(end.members).toEqual(only(authority, end.members));
    if (end.steps.length === 0) { reached += 1; }
  }), { numRuns: 500 });
  // Some of them came to the end by interrupted steps alone.
  expect(reached).toBeGreaterThan(10);
});

test('a trust store that somebody has emptied is filled again before anything else', () => {
  const [first, ...rest] = cluster(3);
  const damaged = [{ ...first, files: { ...first.files, trusts: [] } }, ...rest];
  expect(nextRotationStep(damaged, '2024')).toEqual({ kind: 'trust', members: ['node-0'], authorities: ['2024'] });
  expect(finish(damaged, '2024').members).toEqual(only('2024', damaged));
});
