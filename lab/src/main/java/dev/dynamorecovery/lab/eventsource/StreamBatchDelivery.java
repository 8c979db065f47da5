package dev.dynamorecovery.lab.eventsource;

import dev.dynamorecovery.lab.eventsource.BatchFunction.Item;
import dev.dynamorecovery.lab.eventsource.FailedBatch.Condition;
import dev.dynamorecovery.lab.eventsource.MappingSettings.Retrying;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands a batch of a shard to a function until every record of it is processed or given up, in their order: as Lambda
 * does, it retries from the first record that failed, cuts a failing batch in two where asked (which is no retry), and
 * gives up by number of retries or by age.
 */
final class StreamBatchDelivery {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(5);

    /** Lambda's least setting. Not scaled: a function's work is not, and a record must not age while its first call starts. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(60);

    /** A stretch of the batch with what was done about it. */
    private record Part(List<StreamRecord> records, int retries, int invocations, Optional<InvocationTrace> last) {

        Part from(int first) {
            return new Part(records.subList(first, records.size()), retries, invocations, last);
        }

        Part upTo(int end) {
            return new Part(records.subList(0, end), retries, invocations, last);
        }

        Part invoked(InvocationTrace trace) {
            return new Part(records, retries, invocations + 1, Optional.of(trace));
        }

        Part retried() {
            return new Part(records, retries + 1, invocations, last);
        }
    }

    private final StreamShard shard;
    private final BatchFunction function;
    private final Retrying retrying;
    private final LabTime time;
    private final Consumer<FailedBatch> givenUp;

    StreamBatchDelivery(
            StreamShard shard, BatchFunction function, Retrying retrying, LabTime time, Consumer<FailedBatch> givenUp) {
        this.shard = shard;
        this.function = function;
        this.retrying = retrying;
        this.time = time;
        this.givenUp = givenUp;
    }

    /** Returns when nothing of the batch is left to do; the shard waits for it. */
    void deliver(List<StreamRecord> batch) throws InterruptedException {
        Deque<Part> parts = new ArrayDeque<>();
        parts.push(new Part(List.copyOf(batch), 0, 0, Optional.empty()));
        int failuresInARow = 0;
        while (!parts.isEmpty()) {
            Part part = withoutAged(parts.pop());
            if (part.records().isEmpty()) {
                continue;
            }
            switch (function.invoke(items(part.records()))) {
                case Outcome.Processed processed -> failuresInARow = 0;
                case Outcome.NotInvoked refused -> {
                    parts.push(part);
                    backOff(failuresInARow++);
                }
                case Outcome.Failed failed -> {
                    int first = failed.items().getFirst();
                    failuresInARow = first > 0 ? 0 : failuresInARow;
                    Part rest = part.invoked(failed.trace()).from(first);
                    if (afterFailure(rest, first > 0, parts)) {
                        backOff(failuresInARow++);
                    } else {
                        failuresInARow = 0;
                    }
                }
            }
        }
    }

    /**
     * Decides what is next after an invocation that left records undone.
     *
     * @param part starts with the first record that failed
     * @param progress whether records before it were processed
     * @return whether the same records are tried again, which waits a while
     */
    private boolean afterFailure(Part part, boolean progress, Deque<Part> parts) {
        int size = part.records().size();
        if (retrying.bisect() && progress) {
            parts.push(part); // Cut where the function said.
            return false;
        }
        if (retrying.bisect() && size > 1) {
            int middle = size / 2;
            parts.push(part.from(middle));
            parts.push(part.upTo(middle));
            return false;
        }
        if (retrying.maximumRetries().isPresent()
                && part.retries() >= retrying.maximumRetries().getAsInt()) {
            giveUp(part, Condition.RETRY_ATTEMPTS_EXHAUSTED);
            return false;
        }
        parts.push(part.retried());
        return true;
    }

    /** Gives up what is too old; records of a shard are in the order of their age. */
    private Part withoutAged(Part part) {
        if (retrying.maximumAge().isEmpty()) {
            return part;
        }
        Duration scaled = time.scaled(retrying.maximumAge().get());
        Instant oldest = time.now().minus(scaled.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : scaled);
        int aged = 0;
        while (aged < part.records().size()
                && part.records().get(aged).createdAt().isBefore(oldest)) {
            aged++;
        }
        if (aged == 0) {
            return part;
        }
        giveUp(part.upTo(aged), Condition.RECORD_AGE_EXCEEDED);
        return part.from(aged);
    }

    private void giveUp(Part part, Condition condition) {
        givenUp.accept(new FailedBatch(shard, part.records(), condition, part.invocations(), part.last()));
    }

    private void backOff(int failuresBefore) throws InterruptedException {
        Duration nominal = FIRST_BACKOFF.multipliedBy(1L << Math.min(failuresBefore, 10));
        time.pauseAtLeast(nominal.compareTo(LONGEST_BACKOFF) < 0 ? nominal : LONGEST_BACKOFF, SHORTEST_BACKOFF);
    }

    private static List<Item> items(List<StreamRecord> records) {
        return records.stream()
                .map(record -> new Item(record.sequenceNumber(), record.json()))
                .toList();
    }
}
