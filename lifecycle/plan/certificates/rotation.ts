/**
 * One authority takes the place of another while all stay connected: first all trust the new one, then all have certificates of the new one, then nobody trusts the old one.
 * Pure, and without a memory of its own: what is to be done follows from what everybody has, so it goes on wherever it was interrupted.
 */

/** What a node or a client identifies itself by, and whom it believes. */
export interface Stores {
  /** The authority that signed its certificate. */
  readonly signedBy: string;
  readonly trusts: readonly string[];
}

export interface Member {
  readonly name: string;
  /** What its files hold. It may load them at any time: Kafka does whenever any setting of the broker is changed. */
  readonly files: Stores;
  /** What its files held when it began. Some of a node goes on with that until it restarts (see `whyRestart`). */
  readonly began: Stores;
}

export type RotationStep = TrustStep | IssueStep | RejoinStep | DistrustStep;

/** Adds authorities to trust stores. */
export interface TrustStep {
  readonly kind: 'trust';
  readonly members: readonly string[];
  readonly authorities: readonly string[];
}

/** Makes certificates of the new authority. */
export interface IssueStep {
  readonly kind: 'issue';
  readonly members: readonly string[];
  readonly authority: string;
}

/** Restarts members, so that all of them has what their files hold. */
export interface RejoinStep {
  readonly kind: 'restart';
  readonly members: readonly string[];
  /** A clause, why. */
  readonly reason: string;
}

/** Leaves in trust stores the new authority alone. */
export interface DistrustStep {
  readonly kind: 'distrust';
  readonly members: readonly string[];
  readonly authority: string;
}

/** Authorities by which a member may be identified now. */
export function shownBy({ files, began }: Member): readonly string[] { return [...new Set([files.signedBy, began.signedBy])]; }

/** Authorities that all of a member trusts, whatever it has loaded. */
export function trustedBy({ files, began }: Member): readonly string[] {
  return files.trusts.filter((authority) => began.trusts.includes(authority));
}

/** What brings an authority nearer to being the only one; undefined if it is. */
export function nextRotationStep(members: readonly Member[], authority: string): RotationStep | undefined {
  const needed = [...new Set([authority, ...members.flatMap(shownBy)])].sort();
  const named = (filter: (member: Member) => boolean) => members.filter(filter).map(({ name }) => name);
  const lacks = ({ trusts }: Stores) => needed.some((other) => !trusts.includes(other));
  const others = ({ trusts }: Stores) => trusts.some((other) => other !== authority);
  const restart = (reason: string, filter: (member: Member) => boolean): RotationStep | undefined => {
    const chosen = named(filter);
    return chosen.length === 0 ? undefined : { kind: 'restart', members: chosen, reason };
  };

  const untrusting = named(({ files }) => lacks(files));
  if (untrusting.length > 0) { return { kind: 'trust', members: untrusting, authorities: needed }; }
  const learning = restart(`they began without trust in ${needed.join(' and ')}`, ({ began }) => lacks(began));
  if (learning) { return learning; }

  const old = named(({ files }) => files.signedBy !== authority);
  if (old.length > 0) { return { kind: 'issue', members: old, authority }; }
  const changing = restart(`they began with certificates that ${authority} did not sign`, ({ began }) => began.signedBy !== authority);
  if (changing) { return changing; }

  const trusting = named(({ files }) => others(files));
  if (trusting.length > 0) { return { kind: 'distrust', members: trusting, authority }; }
  return restart(`they began with trust in others than ${authority}`, ({ began }) => others(began));
}

/**
 * What somebody who joins, or whose certificate is renewed meanwhile, is to have: a certificate of the new authority once all trust that, and otherwise of one that all
 * trust.
 */
export function storesToJoin(members: readonly Member[], authority: string): Stores {
  const shown = [...new Set(members.flatMap(shownBy))].sort();
  const trustedByAll = [authority, ...shown].find((one) => members.every((member) => trustedBy(member).includes(one)));
  return { signedBy: trustedByAll ?? authority, trusts: [...new Set([authority, ...shown])].sort() };
}
