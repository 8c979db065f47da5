package dev.dynamorecovery.lab.machine.execution;

import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run of one distributed map: its children counted by status. */
public final class MapRun {

    private final String arn;
    private final Execution parent;
    private final Instant startDate;
    private final int total;
    private final int itemTotal;
    private final int maxConcurrency;
    private final double toleratedFailureCount;
    private final double toleratedFailurePercentage;
    private final Map<Status, Integer> children = new EnumMap<>(Status.class);
    private final Map<Status, Integer> items = new EnumMap<>(Status.class);
    private Status status = Status.RUNNING;
    private @Nullable Instant stopDate;

    MapRun(
            String arn,
            Execution parent,
            Instant startDate,
            int total,
            int itemTotal,
            int maxConcurrency,
            double toleratedFailureCount,
            double toleratedFailurePercentage) {
        this.arn = arn;
        this.parent = parent;
        this.startDate = startDate;
        this.total = total;
        this.itemTotal = itemTotal;
        this.maxConcurrency = maxConcurrency;
        this.toleratedFailureCount = toleratedFailureCount;
        this.toleratedFailurePercentage = toleratedFailurePercentage;
    }

    public String arn() {
        return arn;
    }

    public Execution parent() {
        return parent;
    }

    public Instant startDate() {
        return startDate;
    }

    /** How many child executions there are in all. */
    public int total() {
        return total;
    }

    public int itemTotal() {
        return itemTotal;
    }

    public int maxConcurrency() {
        return maxConcurrency;
    }

    public double toleratedFailureCount() {
        return toleratedFailureCount;
    }

    public double toleratedFailurePercentage() {
        return toleratedFailurePercentage;
    }

    public synchronized Status status() {
        return status;
    }

    public synchronized @Nullable Instant stopDate() {
        return stopDate;
    }

    public synchronized int children(Status wanted) {
        return children.getOrDefault(wanted, 0);
    }

    public synchronized int items(Status wanted) {
        return items.getOrDefault(wanted, 0);
    }

    synchronized void childStarted(int itemCount) {
        children.merge(Status.RUNNING, 1, Integer::sum);
        items.merge(Status.RUNNING, itemCount, Integer::sum);
    }

    synchronized void childEnded(Status outcome, int itemCount) {
        children.merge(Status.RUNNING, -1, Integer::sum);
        children.merge(outcome, 1, Integer::sum);
        items.merge(Status.RUNNING, -itemCount, Integer::sum);
        items.merge(outcome, itemCount, Integer::sum);
    }

    /** Whether more items have failed than the map tolerates. */
    synchronized boolean exceeded() {
        int failed = items.getOrDefault(Status.FAILED, 0) + items.getOrDefault(Status.TIMED_OUT, 0);
        if (failed == 0) {
            return false;
        }
        boolean byCount = failed > toleratedFailureCount;
        boolean byShare = failed * 100.0 > toleratedFailurePercentage * itemTotal;
        // A tolerance that the definition does not give is 0 and counts only when the other is not given either.
        if (toleratedFailureCount > 0 && toleratedFailurePercentage > 0) {
            return byCount || byShare;
        }
        return toleratedFailurePercentage > 0 ? byShare : byCount;
    }

    synchronized void end(Status outcome, Instant at) {
        status = outcome;
        stopDate = at;
    }
}
