import { ZOOKEEPER_CASES } from './cases';
import { declareSharedCase, declareZooKeeper } from './declare';
import { ZOOKEEPER_RULES } from '../../../src/zookeeper/rules';
import { testEveryRule } from '../../validation/rule-cases';

testEveryRule(ZOOKEEPER_RULES, { cases: ZOOKEEPER_CASES, declare: ({ props }) => declareZooKeeper(props ?? {}), expected: ({ found }) => found }, {
  declare: declareSharedCase,
  expected: ({ found }) => {
    if (found === undefined) { return undefined; }
    if ('members' in found) { return ['nodes', found.members]; }
    return 'whole' in found ? found.whole : found.node;
  },
});
