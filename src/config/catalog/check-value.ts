import { ConfigKey, Validator } from './config-key';
import { checkElements, splitList } from './list-value';
import { parseNumber } from './number-value';

/** `ConfigTransformer.DEFAULT_PATTERN`: what Kafka replaces by a config provider's value, before it looks at types. */
const PROVIDED = /\$\{[^}:]*:[^}]*\}/;
/** What `Class.forName` can find: a binary name. */
const CLASS_NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*(\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*$/u;

/**
 * The rule that a value breaks, in words that continue "… must", or undefined. Decides as `ConfigDef.parseType` and the key's validator do; only whether
 * a class is there, nobody can know here. Values that a config provider fills in are not checked.
 */
export function checkValue(key: ConfigKey, value: string): string | undefined {
  if (PROVIDED.test(value)) return undefined;
  const text = trim(value);
  switch (key.type) {
    case 'boolean':
      return /^(true|false)$/i.test(text) ? undefined : 'be true or false';
    case 'int':
    case 'short':
    case 'long':
    case 'double': {
      const parsed = parseNumber(key.type, text);
      return typeof parsed === 'string' ? parsed : checkRange(key.validator, parsed.value);
    }
    case 'list':
      return checkElements(key.validator, splitList(text));
    case 'class':
      return CLASS_NAME.test(text) ? undefined : 'be the full name of a Java class';
    case 'string':
      return checkText(key.validator, text);
    case 'password':
      return undefined;
    default:
      return unreachable(key.type);
  }
}

/** As Java's `String.trim`, which leaves a no-break space where it is. */
function trim(value: string): string {
  return value.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
}

/** `ConfigDef.Range` compares as doubles, so that NaN passes. */
function checkRange(validator: Validator | undefined, value: number): string | undefined {
  if (validator?.kind !== 'range' || value === validator.or) return undefined;
  const { min, max, or } = validator;
  const below = min !== undefined && value < min;
  const above = max !== undefined && value > max;
  if (!below && !above) return undefined;
  const bounds = min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
  return `be ${bounds}${or === undefined ? '' : `, or ${or}`}`;
}

function checkText(validator: Validator | undefined, text: string): string | undefined {
  switch (validator?.kind) {
    case 'one-of': {
      const { values, ignoreCase } = validator;
      const found = ignoreCase ? values.some(each => each.toUpperCase() === text.toUpperCase()) : values.includes(text);
      return found ? undefined : `be one of ${values.join(', ')}${ignoreCase ? ' (in capitals or not)' : ', spelt like this'}`;
    }
    case 'non-empty':
      return text === '' ? 'not be empty' : undefined;
    case 'metadata-version':
      return isMetadataVersion(text, validator.versions) ? undefined : 'be a version as in 3.9 or 3.9-IV0, no later than the release itself';
    default:
      return undefined;
  }
}

/** `MetadataVersion.fromVersionString`: what follows the release's second number (the third, before 1.0) does not count. */
function isMetadataVersion(text: string, versions: readonly string[]): boolean {
  const segments = text.startsWith('0.') ? 3 : 2;
  const release = text.split('.').slice(0, segments).join('.');
  return versions.includes(release);
}

function unreachable(type: never): never {
  throw new Error(`no rule for the type ${String(type)}`);
}
