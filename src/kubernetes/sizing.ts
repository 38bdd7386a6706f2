/** For what a cluster is sized. */
export enum Sizing {
  /** As declared, with production defaults for what is left out. */
  PRODUCTION = 'production',

  /**
   * As small as it goes, whatever is declared: for a laptop, a demonstration, a test. What it replaces is listed in docs/sizing.md.
   */
  DEVELOPMENT = 'development',
}
