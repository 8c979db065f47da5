package dev.dynamorecovery.core.failover.traffic;

/**
 * From where to where a group's name has to lead.
 *
 * @param from the Region that served
 * @param to the Region that serves now
 */
public record TrafficMove(String group, String from, String to) {}
