package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PartiQL: a statement does not say in a form that the plane could trust which items it writes, so a writing one has
 * its tables to itself, and what it did is found by comparing the engine's table with the log's.
 */
@SuppressWarnings("try") // a lock is held, not looked at
final class PartiQlOperations {

    private static final Pattern READING =
            Pattern.compile("^\\s*(SELECT|EXISTS)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:INSERT\\s+INTO|UPDATE|FROM)\\s+(?:\"([^\"]+)\"|([A-Za-z_][A-Za-z0-9_]*))", Pattern.CASE_INSENSITIVE);

    private final EngineTables engine;

    PartiQlOperations(EngineTables engine) {
        this.engine = engine;
    }

    WireAnswer execute(Call call) throws IOException {
        List<String> statements = statements(call);
        statements.forEach(statement -> requireTable(call, statement));
        if (statements.stream().allMatch(statement -> READING.matcher(statement).matches())) {
            return engine.forward(call);
        }
        Set<Table> tables = new HashSet<>();
        for (String statement : statements) {
            tableOf(call, statement)
                    .ifPresentOrElse(
                            tables::add, () -> tables.addAll(call.region().tables()));
        }
        tables.removeIf(table -> !table.takesData());
        tables.stream().filter(Table::stronglyConsistent).findFirst().ifPresent(table -> {
            throw DynamoDbFault.validation("The lab does not support writes by PartiQL to " + table.name()
                    + ", a global table with multi-Region strong consistency: use PutItem, UpdateItem or DeleteItem");
        });
        try (TableLocks.Held held = TableLocks.tables(tables)) {
            try {
                return engine.forward(call);
            } finally {
                List<Write> writes = new ArrayList<>();
                for (Table table : tables) {
                    writes.addAll(differences(table));
                }
                call.region().log().append(writes);
            }
        }
    }

    private static List<String> statements(Call call) {
        List<String> statements = new ArrayList<>();
        statements.add(call.body().path("Statement").asText());
        for (String list : List.of("Statements", "TransactStatements")) {
            WireJson.elements(call.body().path(list))
                    .forEach(element -> statements.add(element.path("Statement").asText()));
        }
        statements.removeIf(String::isEmpty);
        return statements;
    }

    private static void requireTable(Call call, String statement) {
        if (tableOf(call, statement).filter(table -> !table.takesData()).isPresent()) {
            throw DynamoDbFault.requestedResourceNotFound();
        }
    }

    private static Optional<Table> tableOf(Call call, String statement) {
        Matcher matcher = TABLE.matcher(statement);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String name = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
        return call.region().table(name);
    }

    private List<Write> differences(Table table) throws IOException {
        Map<ItemKey, ItemImage> logged = new HashMap<>(table.history().current());
        List<Write> writes = new ArrayList<>();
        engine.scan(table, item -> {
            ItemImage image = ItemImage.of(item);
            ItemKey key = table.keySchema().keyOf(item).orElseThrow();
            if (!image.equals(logged.remove(key))) {
                writes.add(new Write(table.history(), key, image, false));
            }
        });
        logged.keySet().forEach(key -> writes.add(new Write(table.history(), key, null, false)));
        return writes;
    }
}
