package dev.dynamorecovery.core.failover.notice;

/** Sends messages to the people who subscribed to them. */
@FunctionalInterface
public interface Notices {

    void publish(Notice notice);
}
