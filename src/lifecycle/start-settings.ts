import { StartSettings } from './desired-state';
import { contentHash } from '../config/content-hash';
import { sortedByName } from '../config/sorted-by-name';
import { HIDDEN, mayNameSecret } from '../validation/secrets';

export interface StartedWith {
  readonly settings: Readonly<Record<string, string>>;
  readonly jvm: readonly string[];
  /** The text of the logging configuration. */
  readonly logging: string;
  /** The texts of the scripts that run in the pod. */
  readonly scripts: readonly string[];
}

/** What is longer cannot be read in one line. */
const LONGEST = 120;

/** What nodes are started with, as an annotation tells it: short, and without what may be a secret. Whatever differs is told by another text. */
export function startSettingsOf({ settings, jvm, logging, scripts }: StartedWith): StartSettings {
  return {
    settings: sortedByName(Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, toldOf(key, value)]))),
    jvm: jvm.map((argument) => toldOf(/^-D([^=]*)/.exec(argument)?.[1] ?? '', argument)),
    logging: contentHash(logging),
    scripts: contentHash(scripts),
  };
}

function toldOf(name: string, text: string): string {
  if (mayNameSecret(name) && !/^\$\{[^}]*\}$/.test(text)) { return `${HIDDEN} ${contentHash(text)}`; }
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${contentHash(text)}`;
}
