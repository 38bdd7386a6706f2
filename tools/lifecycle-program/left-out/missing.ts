/** Stands in the place of a function that the program never calls. */
export function missing(name: string): () => never {
  return () => { throw new Error(`'${name}' is left out of the lifecycle program (tools/lifecycle-program/bundle.ts).`); };
}
