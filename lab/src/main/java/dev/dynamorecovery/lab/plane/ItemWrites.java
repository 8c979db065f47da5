package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes of items: each goes to the engine under the locks of the items it names, and into the log before the locks
 * are given up.
 */
@SuppressWarnings("try") // a lock is held, not looked at
final class ItemWrites {

    /** What a write has done, told from the engine's answer. */
    @FunctionalInterface
    interface Effects {
        List<Write> of(WireAnswer answer) throws IOException;
    }

    private final EngineTables engine;
    private final StrongReplication strong;

    ItemWrites(EngineTables engine, StrongReplication strong) {
        this.engine = engine;
        this.strong = strong;
    }

    WireAnswer put(Call call) throws IOException {
        JsonNode item = call.body().path("Item");
        Optional<Target> target = single(call, item);
        if (target.isEmpty()) {
            return unlocatable(call);
        }
        Optional<ItemImage> image = ItemImage.tryOf(item);
        List<Target> targets = List.of(target.get());
        return write(
                call,
                call.raw(),
                targets,
                answer -> image.isPresent()
                        ? List.of(Write.of(target.get(), image.get()))
                        : engine.reread(call.region().name(), targets));
    }

    WireAnswer delete(Call call) throws IOException {
        Optional<Target> target = single(call, call.body().path("Key"));
        if (target.isEmpty()) {
            return unlocatable(call);
        }
        return write(call, call.raw(), List.of(target.get()), answer -> List.of(Write.of(target.get(), null)));
    }

    WireAnswer update(Call call) throws IOException {
        Optional<Target> target = single(call, call.body().path("Key"));
        if (target.isEmpty()) {
            return unlocatable(call);
        }
        return new ItemUpdate(call, target.get()).run(this, engine);
    }

    WireAnswer batch(Call call) throws IOException {
        ItemReads.requireTables(call);
        Map<Target, Optional<ItemImage>> images = new LinkedHashMap<>();
        boolean complete = true;
        for (Map.Entry<String, JsonNode> table :
                call.body().path("RequestItems").properties()) {
            Optional<Table> known = call.region().table(table.getKey());
            for (JsonNode request : table.getValue()) {
                JsonNode item = request.path("PutRequest").path("Item");
                boolean put = !item.isMissingNode();
                JsonNode keyed = put ? item : request.path("DeleteRequest").path("Key");
                Optional<Target> target = known.flatMap(found -> Target.of(found, keyed));
                Optional<ItemImage> image = put ? ItemImage.tryOf(item) : Optional.empty();
                complete &= target.isPresent() && (!put || image.isPresent());
                target.ifPresent(found -> images.put(found, image));
            }
        }
        boolean known = complete;
        List<Target> targets = List.copyOf(images.keySet());
        if (targets.isEmpty()) {
            return unlocatable(call);
        }
        return write(call, call.raw(), targets, answer -> {
            boolean all = known
                    && WireJson.parse(answer.body()).path("UnprocessedItems").isEmpty();
            if (!all) {
                return engine.reread(call.region().name(), targets);
            }
            List<Write> writes = new ArrayList<>(targets.size());
            images.forEach((target, image) -> writes.add(Write.of(target, image.orElse(null))));
            return writes;
        });
    }

    /**
     * A transaction's effects are read back rather than worked out: an update's outcome is the engine's to know, and a
     * repeated client request token changes nothing.
     */
    WireAnswer transact(Call call) throws IOException {
        ItemReads.requireTables(call);
        ItemReads.requireNoTransaction(call);
        List<Target> targets = new ArrayList<>();
        for (JsonNode item : call.body().path("TransactItems")) {
            for (JsonNode action : item) {
                JsonNode keyed = action.has("Item") ? action.path("Item") : action.path("Key");
                call.region()
                        .table(action.path("TableName").asText())
                        .flatMap(table -> Target.of(table, keyed))
                        .ifPresent(targets::add);
            }
        }
        if (targets.isEmpty()) {
            return unlocatable(call);
        }
        return write(
                call, call.raw(), targets, answer -> engine.reread(call.region().name(), targets));
    }

    /** Carries out a write under its items' locks and logs what it did. */
    WireAnswer write(Call call, byte[] body, List<Target> targets, Effects effects) throws IOException {
        try (WritesUnderWay underWay = WritesUnderWay.begin(targets)) {
            return writeInOrder(call, body, targets, effects);
        }
    }

    private WireAnswer writeInOrder(Call call, byte[] body, List<Target> targets, Effects effects) throws IOException {
        for (Table table : tables(targets)) {
            strong.prepare(table);
        }
        try (TableLocks.Held held = TableLocks.items(targets)) {
            targets.forEach(target -> requireStillThere(call, target.table()));
            tables(targets).forEach(strong::requireReady);
            WireAnswer answer;
            try {
                answer = engine.forward(call, body);
            } catch (IOException lost) {
                log(call, targets, engine.reread(call.region().name(), targets));
                throw lost;
            }
            if (answer.succeeded()) {
                log(call, targets, effects.of(answer));
            } else if (answer.status() >= 500 || call.operation().equals("BatchWriteItem")) {
                // A server error leaves the outcome open, and a batch may have been refused half way.
                List<Target> possible = targets.stream()
                        .filter(target -> target.table().keySchema().allows(target.keyAttributes()))
                        .toList();
                log(call, targets, engine.reread(call.region().name(), possible));
            }
            return answer;
        }
    }

    /** Logs what became visible together; strongly consistent replicas learn of it before the locks are given up. */
    private void log(Call call, List<Target> targets, List<Write> writes) throws IOException {
        Set<Table> strongTables =
                tables(targets).stream().filter(Table::stronglyConsistent).collect(Collectors.toSet());
        Set<TableHistory> apart = strongTables.stream().map(Table::history).collect(Collectors.toSet());
        call.region()
                .log()
                .append(writes.stream()
                        .filter(write -> !apart.contains(write.history()))
                        .toList());
        for (Table table : strongTables) {
            List<Change> changes = call.region()
                    .log()
                    .append(writes.stream()
                            .filter(write -> write.history() == table.history())
                            .toList());
            strong.writeThrough(table, changes);
        }
    }

    private static Set<Table> tables(List<Target> targets) {
        return targets.stream().map(Target::table).collect(Collectors.toSet());
    }

    private static Optional<Target> single(Call call, JsonNode keyed) {
        ItemReads.requireTables(call);
        return call.region().table(call.body().path("TableName").asText()).flatMap(table -> Target.of(table, keyed));
    }

    private static void requireStillThere(Call call, Table table) {
        boolean same = call.region()
                .table(table.name())
                .filter(found -> found == table)
                .isPresent();
        if (!same || !table.takesData()) {
            throw DynamoDbFault.requestedResourceNotFound();
        }
    }

    /** A write whose items cannot be told from the request: the engine has to refuse it, in its own words. */
    private WireAnswer unlocatable(Call call) throws IOException {
        WireAnswer answer = engine.forward(call);
        if (answer.succeeded()) {
            throw new IllegalStateException(
                    "the engine carried out a " + call.operation() + " whose items the plane could not tell");
        }
        return answer;
    }
}
