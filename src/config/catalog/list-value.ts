import { ListValidator, Validator } from './config-key';

/** `ConfigDef.parseType` of a list: an empty text is an empty list, and elements may be empty. */
export function splitList(text: string): string[] {
  return text === '' ? [] : text.split(/[ \t\n\v\f\r]*,[ \t\n\v\f\r]*/);
}

/** The rule that a list breaks, or undefined. */
export function checkElements(validator: Validator | undefined, elements: readonly string[]): string | undefined {
  switch (validator?.kind) {
    case 'list':
      return checkList(validator, elements);
    case 'voters':
      return elements.every(isVoter) ? undefined : 'be a list of id@host:port';
    case 'bootstrap-servers':
      return elements.every(isHostAndPort) ? undefined : 'be a list of host:port';
    case 'throttled-replicas':
      return elements.join('') === '*' || elements.every(each => /^([0-9]+:[0-9]+)?$/.test(each))
        ? undefined
        : 'be * or a list of partition:broker, both in digits';
    default:
      return undefined;
  }
}

function checkList({ values, emptyAllowed, distinct }: ListValidator, elements: readonly string[]): string | undefined {
  if (!emptyAllowed && elements.length === 0) return 'not be empty';
  if (distinct) {
    const repeated = elements.find((each, i) => elements.indexOf(each) !== i);
    if (repeated !== undefined) return `not hold "${repeated}" twice`;
    if (elements.includes('')) return 'not hold an empty element';
  }
  const stranger = values && elements.find(each => !values.includes(each));
  return values === undefined || stranger === undefined ? undefined : `be a list of ${values.join(', ')}, not "${stranger}"`;
}

/** `QuorumConfig.parseVoterConnections`. */
function isVoter(text: string): boolean {
  const [id, address, ...more] = text.split('@');
  return more.every(each => each === '') && address !== undefined && /^[+-]?\d+$/.test(id) && Number(id) >= -(2 ** 31) && Number(id) < 2 ** 31
    && isHostAndPort(address);
}

/**
 * `Utils.getHost` and `getPort` of Kafka 4, and the range that `InetSocketAddress` takes. Kafka 3.9 lets anything stand before the host, as in
 * "1@host:9093" for a bootstrap server; what is a mistake there is refused for 3.9 too.
 */
function isHostAndPort(text: string): boolean {
  const match = /^(?:[0-9a-zA-Z\-%._]*:\/\/)?\[?[0-9a-zA-Z\-%._:]*\]?:([0-9]+)$/.exec(text);
  return match !== null && Number(match[1]) <= 65535;
}
