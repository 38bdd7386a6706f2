/**
 * What runs have noted of topics, in the same place as what they have set of brokers: by `topic NAME` the keys that they have set of a topic that is, or was, declared; by `topics to delete` the
 * names of those that are to go when they are no longer declared. No name of a topic has a space.
 */
export type Notes = Readonly<Record<string, readonly string[]>>;

const TOPIC = 'topic ';

/** The place of the names of topics that are deleted when they are no longer declared. */
export const TO_DELETE = 'topics to delete';

export function placeOf(topic: string): string { return `${TOPIC}${topic}`; }

/** The topics that runs have looked after. */
export function notedTopics(notes: Notes): readonly string[] {
  return Object.keys(notes).filter((place) => place.startsWith(TOPIC)).map((place) => place.slice(TOPIC.length));
}

/** What is noted when these places are set; one that is undefined is forgotten. */
export function withNotes(notes: Notes, changes: NoteChanges): Notes {
  const all = Object.entries({ ...notes, ...changes });
  return Object.fromEntries(all.flatMap(([place, list]) => list === undefined ? [] : [[place, list]]));
}

/** By place. */
export type NoteChanges = Readonly<Record<string, readonly string[] | undefined>>;
