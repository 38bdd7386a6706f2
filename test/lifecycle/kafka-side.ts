/** What the program does with Kafka, to be bundled for tests as the program is. */
export { alterLogDirs } from '../../lifecycle/act/alter-log-dirs';
export { changeTopics } from '../../lifecycle/act/change-topics';
export { changeUsers } from '../../lifecycle/act/change-users';
export { configure } from '../../lifecycle/act/configure';
export { electLeaders } from '../../lifecycle/act/elect-leaders';
export { mark } from '../../lifecycle/act/mark';
export { reassign } from '../../lifecycle/act/reassign';
export { unregister } from '../../lifecycle/act/unregister';
export { withKafka } from '../../lifecycle/clients/kafka/connected-admin';
export { observeKafka } from '../../lifecycle/observe/kafka';
export { observeLoad } from '../../lifecycle/observe/load';
export { LoadWatch } from '../../lifecycle/observe/load-watch';
