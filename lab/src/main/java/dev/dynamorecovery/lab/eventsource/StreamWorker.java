package dev.dynamorecovery.lab.eventsource;

import dev.dynamorecovery.lab.eventsource.WorkerThreads.Next;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Delivers a DynamoDB stream: for each of its shards as many lanes as the mapping's parallelization. */
final class StreamWorker implements MappingWorker {

    /** A lane, and its shard for whoever only looks. */
    private record WatchedLane(StreamLane lane, DynamoDbStreamShard watched) {}

    private final List<WatchedLane> lanes = new ArrayList<>();
    private final WorkerThreads threads;

    private StreamWorker(LabTime time) {
        this.threads = new WorkerThreads(time);
    }

    /**
     * Starts delivering.
     *
     * @param client reads on the function's behalf
     * @param observer reads to see whether all is delivered
     * @param functions the function as it is called for a shard
     * @param positions by shard: the last record handled before; a shard that is missing begins where the settings say
     * @throws MappingFault when there is no such stream
     */
    static StreamWorker start(
            MappingSettings settings,
            StreamsClient client,
            StreamsClient observer,
            Function<StreamShard, BatchFunction> functions,
            Consumer<FailedBatch> givenUp,
            LabTime time,
            Map<String, Optional<String>> positions)
            throws IOException, InterruptedException {
        StreamWorker worker = new StreamWorker(time);
        RecordFilter filter = RecordFilter.of(settings.filterPatterns());
        for (DynamoDbStreamShard shard : shards(client, settings.eventSourceArn())) {
            Optional<String> after = positions.containsKey(shard.shardId())
                    ? positions.get(shard.shardId())
                    : settings.startingPosition().filter("LATEST"::equals).isPresent()
                            ? newest(shard.readBy(observer))
                            : Optional.empty();
            for (int number = 0; number < settings.batching().parallelization(); number++) {
                StreamShard own = shard.readBy(client);
                StreamLane lane = new StreamLane(
                        own,
                        number,
                        settings.batching(),
                        filter,
                        new StreamBatchDelivery(own, functions.apply(own), settings.retrying(), time, givenUp),
                        time,
                        after);
                worker.lanes.add(new WatchedLane(lane, shard.readBy(observer)));
            }
        }
        worker.lanes.forEach(watched -> worker.threads.start(
                "stream-" + watched.watched().shardId(),
                () -> next(watched.lane().step())));
        return worker;
    }

    /** By shard, the last record up to which all lanes have handled every one. */
    Map<String, Optional<String>> positions() {
        Map<String, Optional<String>> positions = new LinkedHashMap<>();
        for (WatchedLane watched : lanes) {
            positions.merge(watched.watched().shardId(), watched.lane().handled(), StreamWorker::earlier);
        }
        return positions;
    }

    @Override
    public boolean drained() throws IOException, InterruptedException {
        for (WatchedLane watched : lanes) {
            if (!watched.watched().read(watched.lane().handled()).records().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        threads.close();
    }

    private static List<DynamoDbStreamShard> shards(StreamsClient client, String streamArn)
            throws IOException, InterruptedException {
        try {
            return client.shards(streamArn);
        } catch (StreamsFault fault) {
            throw MappingFault.invalid("Stream not found: " + streamArn + " (" + fault.getMessage() + ")");
        }
    }

    private static Optional<String> newest(StreamShard shard) throws IOException, InterruptedException {
        Optional<String> newest = Optional.empty();
        while (true) {
            StreamShard.Page page = shard.read(newest);
            if (page.records().isEmpty()) {
                return newest;
            }
            newest = Optional.of(page.records().getLast().sequenceNumber());
        }
    }

    private static Optional<String> earlier(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return new BigInteger(one.get()).compareTo(new BigInteger(other.get())) <= 0 ? one : other;
    }

    private static Next next(StreamLane.Step step) {
        return switch (step) {
            case DELIVERED -> Next.AT_ONCE;
            case NOTHING_YET -> Next.AFTER_A_WHILE;
            case ENDED -> Next.NEVER;
        };
    }
}
