import { Validator } from './config-key';

/** Form of the generated data: attributes as positions in their lists, so that all versions together stay small. */
export interface CatalogData {
  /** The releases that were asked, one for each minor version, in the order of KAFKA_MINORS. */
  readonly releases: readonly string[];
  readonly validators: readonly Validator[];
  readonly broker: { readonly [name: string]: readonly KeyVariant[] };
  readonly topic: { readonly [name: string]: readonly KeyVariant[] };
}

/** A key as one or more minor versions define it; what has no entry at the end is empty. */
export type KeyVariant = readonly [
  /** Positions in KAFKA_MINORS, one digit each: "34" stands for the fourth and fifth. */
  minors: string,
  /** Positions in KEY_TYPES, IMPORTANCES and UPDATE_MODES, one digit each; then `r` if required, `i` if internal. */
  traits: string,
  defaultValue?: string | null,
  /** Position in `validators`. */
  validator?: number | null,
  deprecated?: string | null,
];
