package dev.dynamorecovery.aws.rpo;

import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.rpo.ProtectedTable;
import dev.dynamorecovery.core.rpo.ProtectedTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

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
    private final Map<String, Map<String, String>> tagsByTable = new LinkedHashMap<>();

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
        tagsByTable.keySet().retainAll(names);
        List<String> asked =
                new ArrayList<>(tagsByTable.keySet().stream().limit(askedAgain).toList());
        names.stream().filter(name -> !tagsByTable.containsKey(name)).forEach(asked::add);
        for (String name : asked) {
            tagsByTable.remove(name);
            tagsByTable.put(name, tags(name));
        }
        return names.stream()
                .map(name -> new ProtectedTable(name, PlanBinding.of(tagsByTable.getOrDefault(name, Map.of()), plans)))
                .filter(table -> !(table.binding() instanceof PlanBinding.Untagged))
                .toList();
    }

    private Map<String, String> tags(String table) {
        try {
            return TableTags.of(
                    dynamoDb,
                    dynamoDb.describeTable(request -> request.tableName(table))
                            .table()
                            .tableArn());
        } catch (ResourceNotFoundException deletedMeanwhile) {
            return Map.of();
        }
    }
}
