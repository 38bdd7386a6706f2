const { basename } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Test files that start real processes, in the order of the seconds that they take, so that no core waits at the end; one that is not listed comes first.
 */
const LONGEST_FIRST = [
  ...['kafka-side', 'configurations', 'rules', 'parsers', 'quorum', 'probe', 'prepare'],
  ...['lifecycle-interrupted', 'probes', 'lifecycle-job', 'quickstart', 'versions', 'combined', 'lifecycle-zookeeper', 'demo', 'lifecycle-helm', 'operations', 'rolling', 'wrong-volume'],
  ...['zookeeper', 'transaction-log', 'lifecycle-stuck', 'readme', 'lifecycle-adoption', 'single-node', 'sets', 'lease', 'acts', 'client', 'reports'],
];

module.exports = class extends Sequencer {
  sort(tests) {
    const position = ({ path }) => LONGEST_FIRST.indexOf(basename(path, '.test.ts'));
    return [...tests].sort((a, b) => position(a) - position(b));
  }
};
