package dev.dynamorecovery.lab.eventsource;

import dev.dynamorecovery.lab.eventsource.MappingSettings.Batching;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One line of delivery of a shard: it reads the whole shard, keeps the records whose partition key is its own, and
 * hands them over batch by batch, never two at a time. With a parallelization of one it keeps all.
 */
final class StreamLane {

    /** What a step came to. */
    enum Step {
        DELIVERED,
        NOTHING_YET,
        ENDED
    }

    private record Buffered(StreamRecord record, int bytes) {}

    private final StreamShard shard;
    private final int number;
    private final Batching batching;
    private final RecordFilter filter;
    private final StreamBatchDelivery delivery;
    private final LabTime time;
    private final Deque<Buffered> buffer = new ArrayDeque<>();
    private int bufferedBytes;
    private Instant bufferedSince = Instant.MAX;
    private Optional<String> read;
    private boolean ended;
    private volatile Optional<String> handled;

    /**
     * @param number of the lane, from zero
     * @param after sequence number of the last record that was handled before; empty to begin with the oldest
     */
    StreamLane(
            StreamShard shard,
            int number,
            Batching batching,
            RecordFilter filter,
            StreamBatchDelivery delivery,
            LabTime time,
            Optional<String> after) {
        this.shard = shard;
        this.number = number;
        this.batching = batching;
        this.filter = filter;
        this.delivery = delivery;
        this.time = time;
        this.read = after;
        this.handled = after;
    }

    /** Sequence number of the last record up to which every one is delivered, given up, filtered out or another lane's. */
    Optional<String> handled() {
        return handled;
    }

    /** Reads what there is, and delivers one batch when one is due. */
    Step step() throws IOException, InterruptedException {
        fill();
        if (buffer.isEmpty()) {
            return ended ? Step.ENDED : Step.NOTHING_YET;
        }
        boolean windowPassed = !time.now().isBefore(bufferedSince.plus(time.scaled(batching.window())));
        if (!full() && !ended && !windowPassed) {
            return Step.NOTHING_YET;
        }
        List<StreamRecord> batch = take();
        delivery.deliver(batch);
        handled = buffer.isEmpty() ? read : Optional.of(batch.getLast().sequenceNumber());
        return Step.DELIVERED;
    }

    private void fill() throws IOException, InterruptedException {
        while (!full() && !ended) {
            StreamShard.Page page = shard.read(read);
            ended = page.ended();
            if (page.records().isEmpty()) {
                break;
            }
            page.records().stream().filter(this::mine).forEach(this::add);
            read = Optional.of(page.records().getLast().sequenceNumber());
            if (buffer.isEmpty()) {
                handled = read;
            }
        }
    }

    private boolean mine(StreamRecord record) {
        return Math.floorMod(record.partitionKey().hashCode(), batching.parallelization()) == number
                && filter.passes(record.json());
    }

    private void add(StreamRecord record) {
        if (buffer.isEmpty()) {
            bufferedSince = time.now();
        }
        int bytes = record.json().getBytes(StandardCharsets.UTF_8).length + 1;
        buffer.add(new Buffered(record, bytes));
        bufferedBytes += bytes;
    }

    private boolean full() {
        return buffer.size() >= batching.most() || bufferedBytes >= HostedBatchFunction.MOST_RECORD_BYTES;
    }

    private List<StreamRecord> take() {
        List<StreamRecord> batch = new ArrayList<>();
        int bytes = 0;
        while (!buffer.isEmpty()
                && batch.size() < batching.most()
                && (batch.isEmpty() || bytes + buffer.element().bytes() <= HostedBatchFunction.MOST_RECORD_BYTES)) {
            Buffered next = buffer.remove();
            batch.add(next.record());
            bytes += next.bytes();
        }
        bufferedBytes -= bytes;
        bufferedSince = time.now();
        return batch;
    }
}
