package dev.dynamorecovery.lab.sample;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that the suite itself writes into the sample tables to measure the recovery point: no data of anybody's. */
final class SampleHeartbeats {

    private final Map<SampleTable, Predicate<ItemKey>> keys = new EnumMap<>(SampleTable.class);

    /** The heartbeats by the plans of the sample tables, which are named like them. */
    SampleHeartbeats(RecoveryPlans plans) {
        for (SampleTable table : SampleTable.values()) {
            RecoveryPlan plan = plans.find(table.defaultName())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no plan " + table.defaultName() + " is packaged: put it into the folder of the plans"));
            keys.put(table, plan.changeLog().heartbeatsIn(schemaOf(table)));
        }
    }

    /** Whether an item of a sample table is one of its heartbeats. */
    boolean contains(SampleTable table, Map<String, AttributeValue> item) {
        ItemKey key = ItemKey.of(SdkItems.toItem(table.keyOf(item)), schemaOf(table));
        return Objects.requireNonNull(keys.get(table)).test(key);
    }

    private static KeySchema schemaOf(SampleTable table) {
        List<String> names = table.keyAttributes();
        return new KeySchema(names.getFirst(), names.size() == 1 ? null : names.get(1));
    }
}
