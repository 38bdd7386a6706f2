export const MEBIBYTE = 1024 ** 2;
export const GIBIBYTE = 1024 ** 3;

const UNITS = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/**
 * A number of bytes as a Kubernetes quantity, in the largest unit that expresses it exactly.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(bytes: number): string {
  let [value, unit] = [bytes, ''];
  for (const next of UNITS) {
    if (value === 0 || value % 1024 !== 0) { break; }
    [value, unit] = [value / 1024, next];
  }
  return `${value}${unit}`;
}

/** A number of processors as a Kubernetes quantity: whole cores, or thousandths. */
export function cpuQuantity(cores: number): string {
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}

/** A number of bytes as a person reads it. */
export function readableBytes(bytes: number): string {
  let [value, unit] = [bytes, 'B'];
  for (const next of UNITS) {
    if (value < 1024) { break; }
    [value, unit] = [value / 1024, `${next}B`];
  }
  return `${Number(value.toFixed(1))} ${unit}`;
}
