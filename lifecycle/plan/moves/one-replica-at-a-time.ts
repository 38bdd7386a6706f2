/**
 * The next list of replicas on the way from one to another: at most one replica is added, as each one that is copied at the same time takes from the same leader
 * (https://github.com/linkedin/cruise-control/issues/2359). Until the last of them, what is added takes the place of what it replaces, of the same rack if there is such a one.
 */
export function oneReplicaAtATime(
  current: readonly number[], target: readonly number[], rackOf: (id: number) => string | undefined,
): readonly number[] {
  const added = target.filter((id) => !current.includes(id));
  const removed = current.filter((id) => !target.includes(id));
  if (added.length <= 1 && removed.length <= 1) { return target; }
  if (added.length === 0) { return current.filter((id) => target.includes(id)); }
  const [first] = added;
  const replaced = removed.find((id) => rackOf(id) === rackOf(first)) ?? removed[0];
  return replaced === undefined ? [...current, first] : current.map((id) => id === replaced ? first : id);
}
