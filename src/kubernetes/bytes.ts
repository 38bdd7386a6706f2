import { Size, SizeRoundingBehavior } from 'cdk8s';

/**
 * A size in whole bytes. `Size` itself throws where a unit does not divide evenly; to say what is wrong with a size is for a rule.
 *
 * @throws for what is no `Size`, as only an app in JavaScript can give
 */
export function bytesOf(size: Size): number;
export function bytesOf(size: Size | undefined): number | undefined;
export function bytesOf(size: Size | undefined): number | undefined {
  if (size === undefined || size === null) { return undefined; }
  if (typeof size.toKibibytes !== 'function') { throw new Error(`A size is ${JSON.stringify(size)}. State it as a Size of cdk8s, for example Size.gibibytes(8).`); }
  return Math.floor(size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024);
}
