package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The change log of a deployed stack, as the command line reads it. */
public interface ChangeLogStack extends AutoCloseable {

    /** What is spoken to, in words an operator checks before going on. */
    String description();

    /** The Region whose streams are logged. */
    String region();

    /** The table of that name; empty when there is none now. */
    Optional<Table> table(String name);

    /** What the log knows of its segments. */
    ChangeLogIndex index();

    /** Where the segments lie. */
    ObjectStore bucket();

    /** Looks at the tables' streams. */
    StreamObserver streams();

    /** How the streams are delivered to the log. */
    LogDelivery delivery();

    /** How long the log is kept. */
    Duration retention();

    @Override
    void close();

    /** Finds the stack that a command line points at. */
    @FunctionalInterface
    interface Finder {
        ChangeLogStack find(TargetOptions options);
    }

    /**
     * A table as far as a reader of its log needs it.
     *
     * @param keyTypes DynamoDB's letter for the type of each key attribute, the partition key first
     * @param plan what the table's plan says of its log; nothing where the table has no plan
     */
    record Table(Map<String, String> keyTypes, ChangeLogPlan plan) {}
}
