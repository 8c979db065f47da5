package dev.dynamorecovery.lab.eventsource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shard that tests write to themselves, a thousand records a page. */
final class InMemoryShard implements StreamShard {

    private static final int PAGE = 1_000;

    private final List<StreamRecord> records = new ArrayList<>();
    private boolean closed;

    /** Adds a record whose value the test function can read. */
    void add(String key, String value, Instant createdAt) {
        String sequence = "1%020d".formatted(records.size() + 1);
        String json =
                "{\"eventName\":\"MODIFY\",\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":\"%s\"}},\"NewImage\":{\"v\":{\"S\":\"%s\"}},\"SequenceNumber\":\"%s\"}}"
                        .formatted(key, value, sequence);
        records.add(new StreamRecord(sequence, createdAt, "{\"S\":\"" + key + "\"}", json));
    }

    void close() {
        closed = true;
    }

    List<StreamRecord> records() {
        return records;
    }

    String sequence(int place) {
        return records.get(place).sequenceNumber();
    }

    @Override
    public String streamArn() {
        return "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-03-01T10:00:00.000";
    }

    @Override
    public String shardId() {
        return "shardId-1";
    }

    @Override
    public Page read(Optional<String> after) {
        int first = after.map(last -> Integer.parseInt(last.substring(1))).orElse(0);
        List<StreamRecord> page = List.copyOf(records.subList(first, Math.min(records.size(), first + PAGE)));
        return new Page(page, closed && page.size() < PAGE);
    }
}
