package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.SampleChangeLog;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The stack of one table's log, written by the real writer. */
final class InMemoryChangeLogStack implements ChangeLogStack {

    final SampleChangeLog log;
    final Map<String, Table> tables = new LinkedHashMap<>();
    StreamObservation stream = new StreamObservation.Disabled();

    InMemoryChangeLogStack(String table, Map<String, String> keyTypes, ChangeLogPlan plan) {
        this.log = new SampleChangeLog(table);
        tables.put(table, new Table(keyTypes, plan));
    }

    @Override
    public String description() {
        return "a log in memory";
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public ChangeLogIndex index() {
        return log.index();
    }

    @Override
    public ObjectStore bucket() {
        return log.bucket();
    }

    @Override
    public StreamObserver streams() {
        return (table, checkpoints) -> stream;
    }

    @Override
    public LogDelivery delivery() {
        return new LogDelivery(1, Duration.ofHours(23));
    }

    @Override
    public Duration retention() {
        return Duration.ofDays(35);
    }

    @Override
    public void close() {}
}
