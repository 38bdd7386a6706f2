import { Dump, DumpedKey } from './merge';
import { KAFKA_MINORS, KEY_SCOPES, KeyScope } from '../../src/config/catalog/config-key';

/** Values that tell types, validators and their versions apart. */
export const PROBES: readonly string[] = [
  // spaces, and nothing
  '', ' ', '\t', ' 1 ', '1\n', '\u00a01',
  // booleans
  'true', 'TRUE', ' False ', 'yes', 'truee',
  // whole numbers, their signs, limits and units
  '0', '1', '2', '5', '9', '10', '14', '17', '18', '22', '25', '100', '101', '1000', '1024', '3000', '70000', '600000', '5000000',
  '-0', '-1', '-2', '-131072', '-131073', '+5', '007', '--1', '1 0', '1_000', '1,000', '10GB', '1000ms', '32767', '32768', '-32768', '-32769',
  '2147483647', '2147483648', '-2147483648', '-2147483649', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809',
  // fractions
  '0.5', '.5', '5.', '.', '1.0', '0.51', '1.01', '1e3', '1E-3', '1e', '1E400', 'NaN', 'nan', 'Infinity', '-Infinity', 'Infinityf', '1d', '1.5F', '1e2d', '1x',
  // lists
  'a', 'a,b', 'a , b,c', 'a,a', 'a,,b', ',', 'a,', 'compact', 'delete', 'delete,compact', 'compact,compact', 'Compact', 'compact,', 'none,delete',
  'broker', 'controller', 'broker,controller', 'broker,broker', 'classic', 'classic,consumer', 'classic,share', 'classic,streams', 'unknown',
  // words
  'gzip', 'GZIP', 'zstd', 'producer', 'none', 'required', 'CreateTime', 'createtime', 'LogAppendTime', 'SSL', 'ssl', 'SASL_SSL', 'upgrade', 'UPGRADE', 'Disabled', 'rs256',
  // addresses
  'h:9092', 'h:65535', 'h:65536', 'h:99999999999', 'h', ':9092', 'h:', '[::1]:9092', '::1:9092', 'PLAINTEXT://h:9092', 'h_h:1', 'h h:1', 'ä:1', 'a.b:1,c.d:2',
  '1@h:9093', '1@h:9093,2@i:9093', '-1@h:9093', '2147483648@h:9093', 'x@h:9093', '1@h', '1@2@h:1', '1@h:1@', '1@', '@h:1', '1@0.0.0.0:9093',
  // throttled replicas
  '*', '*,', '*,*', '0:1', '0:1,2:3', '0:1,', '0:', ':1', '0:1:2', '0:1 , 2:3', '-1:1', '*,0:1',
  // metadata versions
  '3.9', '3.9-IV0', '3.9.2', '3.9.2.1', '3.9-IV1', '3', '4.0', '4.0-IV0', '4.0-IV1', '4.0-IV3', '4.1', '0.10.2', '0.10', '0.10.2-IV0', '0.10.2.1', '0.8.2', '2.8-IV1', 'latest',
];

/** What releases say of every probe, "+" or "-" for each. One key stands for all with the same definition. */
export interface Verdict {
  readonly minors: string[];
  readonly scope: KeyScope;
  readonly key: string;
  readonly verdicts: string;
}

export function verdictsOf(dumps: readonly Dump[]): Verdict[] {
  const joined = new Map<string, Verdict>();
  dumps.forEach((dump, i) => KEY_SCOPES.forEach(scope => {
    for (const [key, verdicts] of byKind(dump[scope])) {
      const id = `${scope} ${key} ${verdicts}`;
      const verdict = joined.get(id) ?? { minors: [], scope, key, verdicts };
      verdict.minors.push(KAFKA_MINORS[i]);
      joined.set(id, verdict);
    }
  }));
  return [...joined.values()];
}

function byKind(keys: { readonly [name: string]: DumpedKey }): [key: string, verdicts: string][] {
  const seen = new Map<string, [string, string]>();
  for (const [key, definition] of Object.entries(keys)) {
    const kind = kindOf(definition);
    const first = seen.get(kind) ?? [key, definition.verdicts];
    if (first[1] !== definition.verdicts) throw new Error(`${key} and ${first[0]}: the same definition, but other verdicts (${kind})`);
    seen.set(kind, first);
  }
  return [...seen.values()];
}

function kindOf({ type, validator }: DumpedKey): string {
  return JSON.stringify([type, validator?.class, validator?.text, validator?.isEmptyAllowed]);
}
