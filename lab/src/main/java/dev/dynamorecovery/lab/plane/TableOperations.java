package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** CreateTable, DescribeTable, UpdateTable, DeleteTable and ListTables. */
final class TableOperations {

    private static final Set<String> INDEX_MEMBERS =
            Set.of("IndexName", "KeySchema", "Projection", "ProvisionedThroughput", "OnDemandThroughput");
    private static final Set<String> KEPT_BY_THE_PLANE = Set.of(
            "StreamSpecification",
            "SSESpecification",
            "Tags",
            "TableClass",
            "DeletionProtectionEnabled",
            "ResourcePolicy");
    private static final List<String> ENGINE_CREATES = List.of(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput",
            "OnDemandThroughput");
    private static final List<String> ENGINE_UPDATES = List.of(
            "AttributeDefinitions",
            "BillingMode",
            "ProvisionedThroughput",
            "OnDemandThroughput",
            "GlobalSecondaryIndexUpdates");
    private static final Set<String> PLANE_UPDATES =
            Set.of("StreamSpecification", "SSESpecification", "TableClass", "DeletionProtectionEnabled");

    private final EngineTables engine;
    private final TableDescriptions descriptions;
    private final ResourceOperations resources;
    private final TableRemoval removal;
    private final ReplicaOperations replicas;

    TableOperations(
            EngineTables engine,
            TableDescriptions descriptions,
            ResourceOperations resources,
            TableRemoval removal,
            ReplicaOperations replicas) {
        this.engine = engine;
        this.descriptions = descriptions;
        this.resources = resources;
        this.removal = removal;
        this.replicas = replicas;
    }

    WireAnswer create(Call call) throws IOException {
        Parameters parameters = call.parameters();
        Set<String> known = new TreeSet<>(ENGINE_CREATES);
        known.addAll(KEPT_BY_THE_PLANE);
        parameters.only(known);
        requireKnownIndexMembers(parameters, "GlobalSecondaryIndexes");
        requireKnownIndexMembers(parameters, "LocalSecondaryIndexes");
        RegionState region = call.region();
        String name = call.body().path("TableName").asText();
        if (region.table(name).isPresent()) {
            throw DynamoDbFault.of("ResourceInUseException", "Table already exists: " + name);
        }
        Optional<String> viewType = KeptSettings.streamToEnable(parameters);
        Optional<ObjectNode> tableClass =
                KeptSettings.tableClass(parameters, region.time().now());
        Optional<ObjectNode> encryption = parameters
                .object("SSESpecification")
                .flatMap(specification -> KeptSettings.encryption(region.name(), specification));
        ResourceOperations.requireValidTags(parameters, Set.of());
        ObjectNode forEngine = call.body().deepCopy();
        forEngine.remove(KEPT_BY_THE_PLANE);
        WireAnswer answer = engine.forward(call, WireJson.bytes(forEngine));
        if (!answer.succeeded()) {
            return answer;
        }
        Table table =
                new Table(region.name(), name, KeySchema.of(call.body()), region.time(), Durations.TABLE_CREATION);
        table.settings().deletionProtection(parameters.flag("DeletionProtectionEnabled"));
        table.settings().tableClass(tableClass);
        table.settings().encryption(encryption);
        resources.tag(table, parameters);
        parameters.text("ResourcePolicy").ifPresent(document -> resources.setPolicy(table, table.arn(), document));
        viewType.ifPresent(type -> StreamSwitch.enable(region, table, type));
        region.add(table);
        return answer("TableDescription", table);
    }

    WireAnswer describe(Call call) throws IOException {
        Parameters parameters = call.parameters().only(Set.of("TableName"));
        Optional<Table> table = call.region().table(parameters.text("TableName").orElse(""));
        if (table.isEmpty()) {
            WireAnswer refusal = engine.forward(call);
            boolean badlyAsked = new String(refusal.body(), StandardCharsets.UTF_8).contains("ValidationException");
            if (badlyAsked) {
                return refusal;
            }
            throw DynamoDbFault.noSuchTable(parameters.required("TableName"));
        }
        return answer("Table", table.get());
    }

    WireAnswer update(Call call) throws IOException {
        Parameters parameters = call.parameters();
        if (ReplicaUpdates.PARAMETERS.stream().anyMatch(call.body()::has)) {
            return updateReplicas(call, ReplicaUpdates.of(parameters));
        }
        Set<String> known = new TreeSet<>(ENGINE_UPDATES);
        known.addAll(PLANE_UPDATES);
        known.add("TableName");
        parameters.only(known);
        for (JsonNode update : call.body().path("GlobalSecondaryIndexUpdates")) {
            requireKnownIndexMembers("GlobalSecondaryIndexUpdates", update.path("Create"));
        }
        RegionState region = call.region();
        Table table = required(call);
        if (!table.status().equals("ACTIVE")) {
            throw DynamoDbFault.tableInUse(table.name(), table.status());
        }
        Optional<String> viewType = KeptSettings.streamToEnable(parameters);
        requireStreamChange(table, parameters, viewType);
        Optional<ObjectNode> tableClass =
                KeptSettings.tableClass(parameters, region.time().now());
        Optional<ObjectNode> encryption = parameters
                .object("SSESpecification")
                .flatMap(specification -> KeptSettings.encryption(region.name(), specification));
        boolean engineToo = ENGINE_UPDATES.stream().anyMatch(call.body()::has);
        boolean planeToo = PLANE_UPDATES.stream().anyMatch(call.body()::has);
        if (engineToo || !planeToo) {
            ObjectNode forEngine = call.body().deepCopy();
            forEngine.remove(PLANE_UPDATES);
            WireAnswer answer = engine.forward(call, WireJson.bytes(forEngine));
            if (!answer.succeeded()) {
                return answer;
            }
            updateOtherReplicas(table, forEngine);
        }
        parameters
                .value("DeletionProtectionEnabled")
                .ifPresent(value -> table.settings().deletionProtection(value.asBoolean()));
        tableClass.ifPresent(summary -> table.settings().tableClass(Optional.of(summary)));
        parameters
                .object("SSESpecification")
                .ifPresent(asked -> table.settings().encryption(encryption));
        if (viewType.isPresent()) {
            StreamSwitch.enable(region, table, viewType.get());
        } else if (call.body().has("StreamSpecification")) {
            StreamSwitch.disable(region, table);
        }
        indexesCreated(table, call.body());
        table.passThrough("UPDATING", Durations.TABLE_UPDATE);
        return answer("TableDescription", table);
    }

    private WireAnswer updateReplicas(Call call, ReplicaUpdates updates) throws IOException {
        Table table = required(call);
        if (!table.status().equals("ACTIVE")) {
            throw DynamoDbFault.tableInUse(table.name(), table.status());
        }
        replicas.update(call.region(), table, updates);
        table.passThrough("UPDATING", Durations.TABLE_UPDATE);
        return answer("TableDescription", table);
    }

    /** Capacity and indexes are the same in all replicas of a global table. */
    private void updateOtherReplicas(Table table, ObjectNode update) throws IOException {
        if (table.globalTable().isEmpty()) {
            return;
        }
        for (GlobalTable.Replica other : table.globalTable().get().others(table.region())) {
            engine.ask(other.name(), "UpdateTable", update);
            indexesCreated(other.table(), update);
            other.table().passThrough("UPDATING", Durations.TABLE_UPDATE);
        }
    }

    private static void indexesCreated(Table table, ObjectNode update) {
        for (JsonNode change : update.path("GlobalSecondaryIndexUpdates")) {
            if (change.has("Create")) {
                table.indexCreated(change.path("Create").path("IndexName").asText());
            }
        }
    }

    WireAnswer delete(Call call) throws IOException {
        call.parameters().only(Set.of("TableName"));
        Table table = required(call);
        TableRemoval.requireAllowed(table);
        if (table.stronglyConsistent()) {
            throw DynamoDbFault.validation("Table " + table.name()
                    + " is a replica of a global table with multi-Region strong consistency: delete its other replicas"
                    + " by UpdateTable first");
        }
        replicas.leave(table);
        removal.remove(call.region(), table);
        return answer("TableDescription", table);
    }

    WireAnswer list(Call call) throws IOException {
        WireAnswer checked = engine.forward(call);
        if (!checked.succeeded()) {
            return checked;
        }
        String after = call.body().path("ExclusiveStartTableName").asText();
        int limit = call.body().path("Limit").asInt(100);
        List<String> names = call.region().tables().stream()
                .map(Table::name)
                .filter(name -> name.compareTo(after) > 0)
                .sorted()
                .toList();
        ObjectNode answer = WireJson.object();
        ArrayNode page = answer.putArray("TableNames");
        names.stream().limit(limit).forEach(page::add);
        if (names.size() > limit) {
            answer.put("LastEvaluatedTableName", names.get(limit - 1));
        }
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    private Table required(Call call) throws IOException {
        String name = call.parameters().required("TableName");
        Optional<Table> table = call.region().table(name);
        if (table.isEmpty()) {
            throw DynamoDbFault.noSuchTable(name);
        }
        return table.get();
    }

    private WireAnswer answer(String member, Table table) throws IOException {
        return new WireAnswer(200, WireJson.bytes(WireJson.object().set(member, descriptions.of(table))));
    }

    private static void requireStreamChange(Table table, Parameters parameters, Optional<String> viewType) {
        boolean enabled = table.latestStream().filter(TableStream::enabled).isPresent();
        if (viewType.isPresent() && enabled) {
            throw DynamoDbFault.validation("Table already has an enabled stream: TableName: " + table.name());
        }
        if (parameters.value("StreamSpecification").isPresent() && viewType.isEmpty() && !enabled) {
            throw DynamoDbFault.validation("Table has no stream to disable: TableName: " + table.name());
        }
        boolean replicates =
                table.globalTable().filter(global -> !global.strong()).isPresent();
        if (parameters.value("StreamSpecification").isPresent() && viewType.isEmpty() && replicates) {
            throw DynamoDbFault.validation(
                    "The stream of a global table cannot be disabled, it replicates by it: TableName: " + table.name());
        }
    }

    private static void requireKnownIndexMembers(Parameters parameters, String kind) {
        parameters.value(kind).ifPresent(indexes -> indexes.forEach(index -> requireKnownIndexMembers(kind, index)));
    }

    private static void requireKnownIndexMembers(String kind, JsonNode index) {
        index.fieldNames().forEachRemaining(member -> {
            if (!INDEX_MEMBERS.contains(member)) {
                throw DynamoDbFault.unsupportedParameter(kind, member);
            }
        });
    }
}
