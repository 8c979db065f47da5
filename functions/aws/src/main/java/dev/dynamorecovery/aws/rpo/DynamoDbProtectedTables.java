package dev.dynamorecovery.aws.rpo;

import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.rpo.ProtectedTable;
import dev.dynamorecovery.core.rpo.ProtectedTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Finds protected tables by their tags.
 *
 * <p>DynamoDB answers ten questions for tags a second, so of the tables that are known already only some are asked again
 * each time, those that were asked longest ago first: with so many tables, each is asked every time.
 */
public final class DynamoDbProtectedTables implements ProtectedTables {

    private static final int ASKED_AGAIN = 100;

    private final DynamoDbClient dynamoDb;
    private final RecoveryPlans plans;
    private final int askedAgain;
    private final Map<String, Known> knownTables = new LinkedHashMap<>();

    public DynamoDbProtectedTables(DynamoDbClient dynamoDb, RecoveryPlans plans) {
        this(dynamoDb, plans, ASKED_AGAIN);
    }

    /** @param askedAgain of how many tables that are known the tags are asked for again */
    public DynamoDbProtectedTables(DynamoDbClient dynamoDb, RecoveryPlans plans, int askedAgain) {
        this.dynamoDb = dynamoDb;
        this.plans = plans;
        this.askedAgain = askedAgain;
    }

    @Override
    public synchronized List<ProtectedTable> find() {
        List<String> names =
                dynamoDb.listTablesPaginator().tableNames().stream().sorted().toList();
        knownTables.keySet().retainAll(names);
        List<String> asked =
                new ArrayList<>(knownTables.keySet().stream().limit(askedAgain).toList());
        names.stream().filter(name -> !knownTables.containsKey(name)).forEach(asked::add);
        for (String name : asked) {
            knownTables.remove(name);
            ask(name).ifPresent(known -> knownTables.put(name, known));
        }
        return names.stream()
                .filter(knownTables::containsKey)
                .map(name -> {
                    Known known = Objects.requireNonNull(knownTables.get(name));
                    return new ProtectedTable(name, known.keys(), PlanBinding.of(known.tags(), plans));
                })
                .filter(table -> !(table.binding() instanceof PlanBinding.Untagged))
                .toList();
    }

    private Optional<Known> ask(String table) {
        try {
            TableDescription description =
                    dynamoDb.describeTable(request -> request.tableName(table)).table();
            return Optional.of(
                    new Known(DynamoDbTableKeys.of(description), TableTags.of(dynamoDb, description.tableArn())));
        } catch (ResourceNotFoundException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    private record Known(KeySchema keys, Map<String, String> tags) {}
}
