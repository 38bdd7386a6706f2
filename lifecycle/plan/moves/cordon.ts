/** Keeps new replicas off a broker's log directories (KIP-1066, Kafka 4.3 on, once its metadata.version is finalized). Without it new topics may be put there, and are moved. */
export const CORDON = 'cordoned.log.dirs';
