/** What the program does with Kafka, to be bundled for tests as the program is. */
export { configure } from '../../lifecycle/act/configure';
export { electLeaders } from '../../lifecycle/act/elect-leaders';
export { withKafka } from '../../lifecycle/clients/kafka/connected-admin';
export { observeKafka } from '../../lifecycle/observe/kafka';
export { reassign } from './reassign';
