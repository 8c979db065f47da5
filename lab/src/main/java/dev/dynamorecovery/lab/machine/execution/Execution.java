package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of a machine, or of the processor of a distributed map. */
public final class Execution {

    /** As DescribeExecution names them. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    /** Why somebody ends a running execution. */
    record Stop(
            Status status, @Nullable String error, @Nullable String explanation) {}

    private final String arn;
    private final String name;
    private final StateMachine machine;
    private final JsonNode input;
    private final Instant startDate;
    private final @Nullable String mapRunArn;
    private final History history = new History();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();

    private Status status = Status.RUNNING;
    private @Nullable Instant stopDate;
    private @Nullable JsonNode output;
    private @Nullable StateFailure failure;
    private @Nullable Stop stop;
    private @Nullable Thread runner;

    Execution(
            String arn,
            String name,
            StateMachine machine,
            JsonNode input,
            Instant startDate,
            @Nullable String mapRunArn) {
        this.arn = arn;
        this.name = name;
        this.machine = machine;
        this.input = input;
        this.startDate = startDate;
        this.mapRunArn = mapRunArn;
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return name;
    }

    public StateMachine machine() {
        return machine;
    }

    public JsonNode input() {
        return input;
    }

    public Instant startDate() {
        return startDate;
    }

    /** The map run that this is a child of; null for an execution that somebody started. */
    public @Nullable String mapRunArn() {
        return mapRunArn;
    }

    public History history() {
        return history;
    }

    public synchronized Status status() {
        return status;
    }

    public synchronized @Nullable Instant stopDate() {
        return stopDate;
    }

    /** What it returned; null unless it succeeded. */
    public synchronized @Nullable JsonNode output() {
        return output;
    }

    /** Why it did not succeed; null where there is no error to tell. */
    public synchronized @Nullable StateFailure failure() {
        return failure;
    }

    /** Completes with the final status. */
    public CompletableFuture<Status> ended() {
        return ended.copy();
    }

    synchronized void runBy(Thread thread) {
        runner = thread;
        if (stop != null) {
            thread.interrupt();
        }
    }

    /** Asks the execution to end; it does so at its next wait. No effect once it has ended. */
    synchronized void stop(Stop reason) {
        if (status == Status.RUNNING && stop == null) {
            stop = reason;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    synchronized @Nullable Stop stopReason() {
        return stop;
    }

    void end(Status outcome, Instant at, @Nullable JsonNode result, @Nullable StateFailure reason) {
        synchronized (this) {
            status = outcome;
            stopDate = at;
            output = result;
            failure = reason;
        }
        ended.complete(outcome);
    }
}
