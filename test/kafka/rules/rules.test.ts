import { KAFKA_CASES } from './cases';
import { declareKafkaCase, declareSharedCase } from './declare';
import { KAFKA_RULES } from '../../../src/kafka/rules';
import { testEveryRule } from '../../validation/rule-cases';

testEveryRule(KAFKA_RULES, { cases: KAFKA_CASES, declare: declareKafkaCase, expected: ({ found }) => found }, {
  declare: declareSharedCase,
  expected: ({ found }) => {
    if (found === undefined) { return undefined; }
    if ('members' in found) { return ['controllers.nodes', found.members]; }
    return 'whole' in found ? found.whole : [`brokers.${found.node[0]}`, found.node[1]];
  },
});
