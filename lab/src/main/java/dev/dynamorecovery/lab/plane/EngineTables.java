package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What the plane itself asks of the engine's tables. */
final class EngineTables {

    /** One scan page costs DynamoDB Local time in proportion to its segment: about a megabyte each is fast. */
    private static final long SEGMENT_BYTES = 1_000_000;

    private static final int MAXIMUM_KEYS_PER_READ = 100;

    private static final long MAXIMUM_CREATION_MILLIS = 120_000;
    private static final long POLL_MILLIS = 100;

    private final ItemEngine engine;

    EngineTables(ItemEngine engine) {
        this.engine = engine;
    }

    /** Hands a request on as it is, and puts the engine's words for a missing table into AWS's. */
    WireAnswer forward(Call call) throws IOException {
        return forward(call, call.raw());
    }

    WireAnswer forward(Call call, byte[] body) throws IOException {
        WireAnswer answer = engine.call(call.region().name(), call.operation(), body);
        if (answer.status() == 400
                && WireJson.parse(answer.body()).path("__type").asText().endsWith("#ResourceNotFoundException")) {
            return DynamoDbFault.requestedResourceNotFound().answer();
        }
        return answer;
    }

    /** The engine's own {@code TableDescription}. */
    ObjectNode describe(Table table) throws IOException {
        ObjectNode request = WireJson.object().put("TableName", table.name());
        return (ObjectNode) ask(table.region(), "DescribeTable", request).path("Table");
    }

    /**
     * Returns when the engine has made the table; DynamoDB Local has at once.
     *
     * @throws IOException when it takes longer than two minutes
     */
    void awaitActive(String region, String table) throws IOException {
        ObjectNode request = WireJson.object().put("TableName", table);
        for (long waitedMillis = 0; waitedMillis < MAXIMUM_CREATION_MILLIS; waitedMillis += POLL_MILLIS) {
            String status = ask(region, "DescribeTable", request)
                    .at("/Table/TableStatus")
                    .asText();
            if (status.equals("ACTIVE")) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(POLL_MILLIS).toNanos());
        }
        throw new IOException("the engine did not make table " + table + " within " + MAXIMUM_CREATION_MILLIS + " ms");
    }

    /** The tables that the engine holds in a Region; more than a page of them is the first page. */
    JsonNode tableNames(String region) throws IOException {
        return ask(region, "ListTables", WireJson.object()).path("TableNames");
    }

    /** An operation of the plane's own, which has no reason to fail. */
    ObjectNode ask(String region, String operation, ObjectNode request) throws IOException {
        return ask(region, operation, WireJson.bytes(request));
    }

    ObjectNode ask(String region, String operation, byte[] request) throws IOException {
        WireAnswer answer = engine.call(region, operation, request);
        ObjectNode body = WireJson.parse(answer.body());
        if (!answer.succeeded()) {
            throw new IOException("the engine refused " + operation + ": "
                    + body.path("__type").asText() + ' ' + body.path("Message").asText()
                    + body.path("message").asText());
        }
        return body;
    }

    /** What the engine holds under some keys; the caller has their locks. */
    List<Write> reread(String region, List<Target> targets) throws IOException {
        List<Write> writes = new ArrayList<>();
        for (int start = 0; start < targets.size(); start += MAXIMUM_KEYS_PER_READ) {
            List<Target> some = targets.subList(start, Math.min(targets.size(), start + MAXIMUM_KEYS_PER_READ));
            Map<Target, ItemImage> found = new HashMap<>();
            ObjectNode asked = keysByTable(some);
            while (!asked.isEmpty()) {
                ObjectNode answer =
                        ask(region, "BatchGetItem", WireJson.object().set("RequestItems", asked));
                collect(answer.path("Responses"), some, found);
                asked = answer.get("UnprocessedKeys") instanceof ObjectNode rest ? rest : WireJson.object();
            }
            some.forEach(target -> writes.add(Write.of(target, found.get(target))));
        }
        return writes;
    }

    private static ObjectNode keysByTable(List<Target> targets) {
        ObjectNode byTable = WireJson.object();
        for (Target target : targets) {
            ObjectNode table = byTable.withObjectProperty(target.table().name());
            table.put("ConsistentRead", true);
            table.withArrayProperty("Keys").add(target.keyAttributes());
        }
        return byTable;
    }

    private static void collect(JsonNode responses, List<Target> targets, Map<Target, ItemImage> found) {
        Map<String, Map<ItemKey, Target>> wanted = new HashMap<>();
        targets.forEach(target -> wanted.computeIfAbsent(target.table().name(), name -> new HashMap<>())
                .put(target.key(), target));
        responses.properties().forEach(entry -> {
            Map<ItemKey, Target> byKey = wanted.getOrDefault(entry.getKey(), Map.of());
            for (JsonNode item : entry.getValue()) {
                byKey.values().stream()
                        .findFirst()
                        .flatMap(any -> Target.of(any.table(), item))
                        .map(target -> byKey.get(target.key()))
                        .ifPresent(target -> found.put(target, ItemImage.of(item)));
            }
        });
    }

    /** Every item that the engine holds; the caller keeps writers out. */
    void scan(Table table, Consumer<JsonNode> each) throws IOException {
        int segments = Math.clamp(table.history().sizeBytes() / SEGMENT_BYTES + 1, 1, 1_000);
        for (int segment = 0; segment < segments; segment++) {
            ObjectNode request = WireJson.object()
                    .put("TableName", table.name())
                    .put("ConsistentRead", true)
                    .put("Segment", segment)
                    .put("TotalSegments", segments);
            boolean more = true;
            while (more) {
                ObjectNode page = ask(table.region(), "Scan", request);
                ((ArrayNode) page.path("Items")).forEach(each);
                more = page.has("LastEvaluatedKey");
                request.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
            }
        }
    }
}
