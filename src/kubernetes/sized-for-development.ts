import { Sizing } from './sizing';

/**
 * Whether what a construct declares is sized for development: by its own word, else by that of the environment variable
 * `CDK8S_KAFKA_SIZING`, so that an app can be tried on a laptop as it is.
 *
 * @throws if the variable has another value than `development` or `production`
 */
export function sizedForDevelopment(declared: Sizing | undefined, environment = process.env.CDK8S_KAFKA_SIZING): boolean {
  const sizing = declared ?? (environment || Sizing.PRODUCTION);
  if (sizing !== Sizing.DEVELOPMENT && sizing !== Sizing.PRODUCTION) {
    throw new Error(`The environment variable CDK8S_KAFKA_SIZING is '${sizing}'. Use 'development' or 'production', or leave it unset.`);
  }
  return sizing === Sizing.DEVELOPMENT;
}
