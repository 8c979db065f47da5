package dev.dynamorecovery.lab.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The writes of one request to strongly consistent tables, from before they wait for a lock until they are answered.
 * Meanwhile a write of the same item in another Region is refused, as AWS does; clients try it again.
 */
final class WritesUnderWay implements AutoCloseable {

    private record Begun(GlobalTable table, ItemKey key) {}

    private final List<Begun> begun = new ArrayList<>();

    private WritesUnderWay() {}

    /** @throws DynamoDbFault a {@code ReplicatedWriteConflictException}, when another Region writes one of the items */
    static WritesUnderWay begin(List<Target> targets) {
        WritesUnderWay writes = new WritesUnderWay();
        for (Target target : targets) {
            Optional<GlobalTable> strong = target.table().globalTable().filter(GlobalTable::strong);
            if (strong.isEmpty()) {
                continue;
            }
            if (!strong.get().beginWrite(target.key(), target.table().region())) {
                writes.close();
                throw DynamoDbFault.of(
                        "ReplicatedWriteConflictException",
                        "One or more items in this request are being modified by a request in another Region.");
            }
            writes.begun.add(new Begun(strong.get(), target.key()));
        }
        return writes;
    }

    @Override
    public void close() {
        begun.forEach(write -> write.table().endWrite(write.key()));
        begun.clear();
    }
}
