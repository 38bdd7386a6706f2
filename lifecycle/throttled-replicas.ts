/** Settings of a topic that name its throttled replicas, as `partition:broker` each, or all of them with `*` (KIP-73). */
export const THROTTLED_REPLICAS = { leader: 'leader.replication.throttled.replicas', follower: 'follower.replication.throttled.replicas' } as const;
