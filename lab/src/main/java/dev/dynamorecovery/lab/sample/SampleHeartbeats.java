package dev.dynamorecovery.lab.sample;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that the suite itself writes into the sample tables to measure the recovery point: no data of anybody's. */
final class SampleHeartbeats {

    private final Map<SampleTable, Map<String, AttributeValue>> keys = new EnumMap<>(SampleTable.class);

    /** The heartbeats by the plans of the sample tables, which are named like them. */
    SampleHeartbeats(RecoveryPlans plans) {
        for (SampleTable table : SampleTable.values()) {
            RecoveryPlan plan = plans.find(table.defaultName())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no plan " + table.defaultName() + " is packaged: put it into the folder of the plans"));
            plan.changeLog().heartbeatKey().ifPresent(key -> keys.put(table, SdkItems.toSdk(key)));
        }
    }

    /** Whether an item of a sample table is its heartbeat. */
    boolean contains(SampleTable table, Map<String, AttributeValue> item) {
        return table.keyOf(item).equals(keys.get(table));
    }
}
