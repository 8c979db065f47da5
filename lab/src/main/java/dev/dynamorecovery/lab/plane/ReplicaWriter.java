package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what happened in one Region into the replica of another: each change is applied when its version wins over
 * the item's there, and dropped without a trace when not, as on AWS.
 */
@SuppressWarnings("try") // a lock is held, not looked at
final class ReplicaWriter {

    /** What a batch may hold. */
    static final int MAXIMUM_CHANGES = 25;

    private final EngineTables engine;

    ReplicaWriter(EngineTables engine) {
        this.engine = engine;
    }

    /**
     * Applies changes of different items.
     *
     * @return how many won
     */
    int apply(GlobalTable.Replica replica, List<Change> changes) throws IOException {
        List<Target> targets =
                changes.stream().map(change -> target(replica.table(), change)).toList();
        try (TableLocks.Held held = TableLocks.items(targets)) {
            TableHistory history = replica.table().history();
            List<Write> writes = new ArrayList<>();
            ArrayNode requests = WireJson.array();
            for (int index = 0; index < changes.size(); index++) {
                Change change = changes.get(index);
                if (history.yieldsTo(change.key(), change.version())) {
                    requests.add(request(targets.get(index), change));
                    // A deletion by expiry bears the service's name in the Region where it happened only.
                    writes.add(new Write(history, change.key(), change.after(), false, change.version()));
                }
            }
            send(replica, requests);
            replica.region().log().append(writes);
            return writes.size();
        }
    }

    private void send(GlobalTable.Replica replica, ArrayNode requests) throws IOException {
        ObjectNode unprocessed = WireJson.object();
        if (!requests.isEmpty()) {
            unprocessed.set(replica.table().name(), requests);
        }
        while (!unprocessed.isEmpty()) {
            ObjectNode answer = engine.ask(
                    replica.name(), "BatchWriteItem", WireJson.object().set("RequestItems", unprocessed));
            unprocessed = answer.get("UnprocessedItems") instanceof ObjectNode rest ? rest : WireJson.object();
        }
    }

    private static Target target(Table table, Change change) {
        ItemImage either = Optional.ofNullable(change.after())
                .or(() -> Optional.ofNullable(change.before()))
                .orElseThrow();
        return new Target(table, change.key(), table.keySchema().keyAttributes(either.attributes()));
    }

    private static ObjectNode request(Target target, Change change) {
        ObjectNode request = WireJson.object();
        Optional.ofNullable(change.after())
                .ifPresentOrElse(
                        image -> request.putObject("PutRequest").set("Item", image.attributes()),
                        () -> request.putObject("DeleteRequest").set("Key", target.keyAttributes()));
        return request;
    }
}
