/** Tests with real Kafka and ZooKeeper as processes of this machine: Linux, Java 17 and Maven, no Kubernetes. */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/brokers/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  // Two cores: more processes at once only wait for each other.
  maxWorkers: 2,
  // The longest first, as nothing else can fill the second core at the end.
  testSequencer: '<rootDir>/test/longest-first.js',
  testTimeout: 300_000,
  verbose: true,
};
