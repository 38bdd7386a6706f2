/** What is wrong with a name; undefined where nothing is. */
export type NameRule = (name: string) => string | undefined;

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

function rule(what: string, pattern: RegExp, longest: number): NameRule {
  return (name) => {
    if (name.length > longest) return `"${name}" has ${name.length} characters, ${what} may have ${longest}`;
    return pattern.test(name) ? undefined : `"${name}" is not ${what}: ${pattern.source}`;
  };
}

/** RFC 1123: host names, and what becomes part of one. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const dnsLabel = rule('a DNS label', new RegExp(`^${LABEL}$`), 63);

/** RFC 1035: a Service's name begins with a letter. */
export const serviceName = rule('a DNS label that begins with a letter', /^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63);

export const dnsSubdomain = rule('a DNS subdomain', new RegExp(`^${LABEL}(\\.${LABEL})*$`), 253);

/** Roles and their bindings: what can be a part of a URL. */
export const pathSegment: NameRule = (name) => (
  name === '' || name === '.' || name === '..' || /[/%]/.test(name) ? `"${name}" is no part of a URL: it may not be empty, ".", ".." or hold "/" or "%"` : undefined
);

/** IANA service names. apimachinery pkg/util/validation: IsValidPortName */
export const portName: NameRule = (name) => {
  if (name.length > 15) return `"${name}" has ${name.length} characters, a port's name may have 15`;
  const sound = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');
  return sound ? undefined : `"${name}" is no port name: a-z, 0-9 and single dashes within, with a letter`;
};

/** C identifiers and "-" and ".": what Kubernetes took before 1.30. apimachinery pkg/util/validation: IsEnvVarName */
export const variableName: NameRule = (name) => (
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..') ? undefined : `"${name}" is no name of an environment variable`
);

/** apimachinery pkg/util/validation: IsConfigMapKey */
export const configMapKey: NameRule = (key) => {
  if (key.length > 253) return `"${key}" has ${key.length} characters, a key may have 253`;
  return /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..') ? undefined : `"${key}" is no key of a ConfigMap or Secret`;
};

/** The part of a label's or an annotation's key after the prefix, and a label's value if it is not empty. */
const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export const labelKey: NameRule = (key) => {
  const slash = key.indexOf('/');
  const prefixProblem = slash < 0 ? undefined : dnsSubdomain(key.slice(0, slash));
  if (prefixProblem !== undefined) return `the prefix of "${key}": ${prefixProblem}`;
  const name = key.slice(slash + 1);
  if (name.length > 63) return `"${name}" has ${name.length} characters, the name of a label or an annotation may have 63`;
  return QUALIFIED.test(name) ? undefined : `"${key}" is no key of a label or an annotation`;
};

export const labelValue: NameRule = (value) => {
  if (value.length > 63) return `"${value}" has ${value.length} characters, a label's value may have 63`;
  return value === '' || QUALIFIED.test(value) ? undefined : `"${value}" is no label value: letters, digits, and "-", "_", "." within`;
};
