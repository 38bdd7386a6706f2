/**
 * What Apache Kafka itself says of its configuration keys, for each minor version: made from Kafka's own definitions by
 * tools/config-catalog (docs/config-catalog.md). Pure look-ups, no state but what is parsed once.
 */
export { KAFKA_MINORS } from './config-key';
export type { ConfigKey, Importance, KafkaMinor, KeyScope, KeyType, ListValidator, OneOfValidator, RangeValidator, UpdateMode, Validator } from './config-key';
export { checkValue } from './check-value';
export { catalogOf } from './definitions';
export { minorOf, newestMinor } from './kafka-minor';
export { findKey, history } from './lookup';
export { pluginSetting } from './plugin-setting';
export { suggest } from './suggest';
