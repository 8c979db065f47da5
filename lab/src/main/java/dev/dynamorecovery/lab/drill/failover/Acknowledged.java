package dev.dynamorecovery.lab.drill.failover;

import java.time.Instant;

/**
 * A write that the application said yes to.
 *
 * @param write its id, unique in the drill
 * @param key of the item
 * @param region the Region that took it, as its answer says
 * @param previous the write that was there before; empty for none
 * @param at when the answer came
 */
record Acknowledged(String write, String key, String region, String previous, Instant at) {}
