/** Why a command line is not understood, in words that name the option. */
export class WrongOptions extends Error {}
