/** Scenarios on a real Kubernetes: `npm run verify:cluster` (docs/test-bed.md). */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  testEnvironment: 'node',
  testTimeout: 20 * 60 * 1000,
  // Those that take a node away, or measure time, must be alone on the cluster.
  testPathIgnorePatterns: ['/node_modules/', '/test/cluster/alone/'],
  // Two cores: of three scenarios one or two mostly wait, for probes, for elections, for what they have cut off.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/longest-first.js',
  globalSetup: '<rootDir>/test/lifecycle-program.ts',
  verbose: true,
  moduleNameMapper: { '^cdk8s-kafka$': '<rootDir>/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
};
