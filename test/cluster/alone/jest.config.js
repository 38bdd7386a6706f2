/** The scenarios that need the whole cluster for themselves, one after the other. */
module.exports = {
  ...require('../jest.config.js'),
  rootDir: '../../..',
  roots: ['<rootDir>/test/cluster/alone'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
