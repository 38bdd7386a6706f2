import { Size, SizeRoundingBehavior } from 'cdk8s';

/** A size in whole bytes. `Size` itself throws where a unit does not divide evenly; to say what is wrong with a size is for a rule. */
export function bytesOf(size: Size): number;
export function bytesOf(size: Size | undefined): number | undefined;
export function bytesOf(size: Size | undefined): number | undefined {
  if (size === undefined) { return undefined; }
  return Math.floor(size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024);
}
