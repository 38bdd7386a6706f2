const { basename } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Test files that start real processes, in the order of the seconds that they take, so that no core waits at the end; one that is not listed comes first. The two that keep most of them
 * busy are kept apart by one that mostly waits.
 */
const LONGEST_FIRST = [
  ...['kafka-side', 'configurations', 'rules', 'parsers', 'quorum', 'probe', 'prepare'],
  ...['lifecycle-interrupted', 'probes', 'lifecycle-job', 'versions', 'lifecycle-zookeeper', 'lifecycle-helm', 'operations', 'rolling', 'zookeeper', 'quickstart', 'transaction-log'],
  ...['combined', 'lifecycle-volume', 'wrong-volume', 'single-node'],
];

module.exports = class extends Sequencer {
  sort(tests) {
    const position = ({ path }) => LONGEST_FIRST.indexOf(basename(path, '.test.ts'));
    return [...tests].sort((a, b) => position(a) - position(b));
  }
};
