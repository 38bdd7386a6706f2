import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** One test, as jest reports it. */
export interface TestOutcome {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Why it failed; empty if it has passed. */
  readonly why: string;
}

/** What jest's `--json` says of a run. */
export interface JestReport {
  readonly tests: readonly TestOutcome[];
  readonly passed: number;
  /** Failed tests, and files that could not be run at all. */
  readonly failed: number;
}

interface JestJson {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly JestAssertion[] }[];
}

interface JestAssertion {
  readonly fullName: string;
  readonly status: string;
  /** In milliseconds. */
  readonly duration?: number | null;
  readonly failureMessages?: readonly string[];
}

/** Reads what jest wrote. A run that left nothing, or had no test, is one failure: it shows nothing. */
export function readJestReport(file: string): JestReport {
  let json: JestJson;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { tests: [], passed: 0, failed: 1 };
  }
  const tests = json.testResults.flatMap((suite) => suite.assertionResults
    .filter((test) => test.status === 'passed' || test.status === 'failed')
    .map((test): TestOutcome => ({
      file: basename(suite.name),
      title: test.fullName,
      passed: test.status === 'passed',
      seconds: (test.duration ?? 0) / 1000,
      why: test.status === 'passed' ? '' : stripVTControlCharacters((test.failureMessages ?? []).join('\n')),
    })));
  const failed = json.numFailedTests + json.numRuntimeErrorTestSuites;
  return { tests, passed: json.numPassedTests, failed: json.testResults.length === 0 ? Math.max(1, failed) : failed };
}
