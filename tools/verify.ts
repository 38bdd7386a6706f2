/**
 * `npm run verify`: everything that needs only Node. Compiles, lints, checks that what is generated is current and that the documents' snippets
 * compile, and runs the unit, property and manifest tests and the trial of the package.
 */
import { readFileSync, rmSync } from 'node:fs';
import { StepResult, step } from './step';
import { jest as patterns } from '../package.json';

/** Goes on when the other checks are done, beside the rest of the tests: so both processors are busy to the end. */
const LONG_TEST = '/test/synthesis/arbitrary-cluster';
const LONG_RESULT = 'dist/verify/jest-long.json';
const REST_RESULT = 'dist/verify/jest.json';

async function main(): Promise<void> {
  const begin = Date.now();
  for (const file of [LONG_RESULT, REST_RESULT]) { rmSync(file, { force: true }); }
  const quiet = { env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' } };
  const results: StepResult[] = [await step('compile', ['npx', 'jsii', '--silence-warnings=reserved-word'], quiet)];
  if (results[0].passed) { results.push(await step('lifecycle program', ['npx', 'tsx', 'tools/lifecycle-program/make.ts'], quiet)); }
  if (results.every((r) => r.passed)) {
    // Two at a time: the tests keep one processor busy for most of the time that the other checks take together.
    const [tests, ...others] = await Promise.all([
      step('tests', [...jest(REST_RESULT), '--testPathIgnorePatterns', ...patterns.testPathIgnorePatterns, LONG_TEST], quiet),
      (async () => [
        await step('types of tests, tools and examples', ['npx', 'tsc', '-p', 'test/tsconfig.json'], quiet),
        await step('lint', ['npx', 'eslint', '--ext', '.ts', '--max-warnings=0', '--no-error-on-unmatched-pattern', 'src', 'lifecycle', 'test', 'examples', 'benchmark', 'tools', 'projenrc', '.projenrc.ts'], quiet),
        await step('generated files are current', ['npx', 'tsx', 'tools/generated.ts'], quiet),
        await step('snippets of the documents', ['npx', 'tsx', 'tools/snippets.ts'], quiet),
        await step('snippets of the doc comments', ['npx', 'jsii-rosetta', 'extract', '--compile', '--strict', '.jsii', '--output', 'dist/verify/rosetta.json'], quiet),
        await step('500 simulated lives of clusters', ['npx', 'tsx', '--tsconfig', 'test/tsconfig.json', 'test/lifecycle/simulator/main.ts', '--seeds', '500'], quiet),
        await step('one module of the library', ['npx', 'tsx', 'tools/bundle-library.ts'], quiet),
        await step('package in a fresh app', ['npx', 'tsx', 'tools/try-package.ts'], quiet),
        await step('tests of arbitrary clusters', [...jest(LONG_RESULT), LONG_TEST], quiet),
      ])(),
    ]);
    results.push(tests, ...others.flat());
  }

  const steps = results.filter(({ name }) => !name.startsWith('tests'));
  const failedSteps = steps.filter((r) => !r.passed);
  const [rest, long] = [REST_RESULT, LONG_RESULT].map(testCounts);
  const tests = { passed: rest.passed + long.passed, failed: rest.failed + long.failed };
  console.log(`\nverify took ${((Date.now() - begin) / 1000).toFixed(0)} s: ${results.length} steps, ${tests.passed + tests.failed} tests`);
  for (const failed of results.filter((r) => !r.passed)) { console.log(`failed: ${failed.name}`); }
  console.log(`${tests.passed + steps.length - failedSteps.length} passed, ${tests.failed + failedSteps.length} failed`);
  process.exitCode = results.every((r) => r.passed) && rest.passed > 0 && long.passed > 0 ? 0 : 1;
}

function jest(result: string): string[] { return ['npx', 'jest', '--ci', '--silent', '--maxWorkers=1', '--json', `--outputFile=${result}`]; }

/** What jest counted; a suite that could not be run counts as a failed test. */
function testCounts(file: string): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number };
    return { passed: json.numPassedTests, failed: json.numFailedTests + json.numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

void main();
