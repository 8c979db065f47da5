/**
 * Failover under a virtual clock: the real decision, rules, steps and write lease in a simulated world of Regions, links,
 * clocks and processes that fail in every way, one schedule for each seed.
 */
@NullMarked
package dev.dynamorecovery.simulation;

import org.jspecify.annotations.NullMarked;
