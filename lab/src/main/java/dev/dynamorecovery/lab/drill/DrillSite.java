package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.RecoveryStack;
import dev.dynamorecovery.lab.sample.SampleTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where a drill takes place: a lab with the stack deployed in it.
 *
 * @param dynamoDb the application's and the operator's client
 * @param stack the restore machine
 * @param tableNames the example tables of the stack
 * @param timeScale the factor by which the lab shortens waits
 * @param fault what is going to spoil the restored copy, null for nothing
 */
public record DrillSite(
        DynamoDbClient dynamoDb,
        RecoveryStack stack,
        Map<SampleTable, String> tableNames,
        double timeScale,
        @Nullable CopyFault fault) {

    public DrillSite {
        tableNames = Map.copyOf(tableNames);
    }

    public String nameOf(SampleTable table) {
        String name = tableNames.get(table);
        if (name == null) {
            throw new IllegalArgumentException("the site has no name for the table " + table);
        }
        return name;
    }
}
