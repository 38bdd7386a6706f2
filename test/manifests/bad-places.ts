import { changed } from './changed';
import { Finding } from './finding';
import { Json, Manifest } from './manifest';
import { soundCluster } from './sound-cluster';

export interface BadPlace {
  /** The place of the sound cluster that is changed, like `spec.replicas`. */
  readonly change: string;
  /** Its new value; undefined takes the place away. */
  readonly to: Json | undefined;
  /** Where the finding is, if not at the place that was changed. */
  readonly at?: string;
  /** The object of the finding, if not the one that was changed. */
  readonly in?: string;
  readonly problem: string;
}

/** A test for each place: changing it, and nothing else, in the sound cluster gives exactly one finding. */
export function testBadPlaces(check: (manifests: readonly Manifest[]) => readonly Finding[], object: string, places: readonly BadPlace[]): void {
  test.each(places.map((place) => [`${object}: ${place.change} = ${(JSON.stringify(place.to) ?? 'absent').slice(0, 100)}`, place] as const))('%s', (_, place) => {
    expect(check(changed(soundCluster(), object, place.change, place.to))).toEqual([
      { object: place.in ?? object, path: place.at ?? place.change, problem: expect.stringContaining(place.problem) },
    ]);
  });
}

/** A test for each place: changing it gives no finding. */
export function testGoodPlaces(
  check: (manifests: readonly Manifest[]) => readonly Finding[],
  object: string,
  places: readonly { readonly change: string; readonly to: Json | undefined }[],
): void {
  test.each(places.map(({ change, to }) => [`${object}: ${change} = ${(JSON.stringify(to) ?? 'absent').slice(0, 100)}`, change, to] as const))(
    'good: %s', (_, change, to) => expect(check(changed(soundCluster(), object, change, to))).toEqual([]),
  );
}
