/** Why a node cannot be asked before it is reached, as something of the program's own is missing or wrong. Never with the content of a file. */
export class AccessFailure extends Error {
  /** @param mend what a person would have to do */
  constructor(what: string, public readonly mend: string) {
    super(what);
    this.name = 'AccessFailure';
  }
}
