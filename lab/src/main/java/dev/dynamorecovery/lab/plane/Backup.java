package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An on-demand backup: a table's history up to a position, and its settings of that moment.
 *
 * @param type {@code USER}, or {@code SYSTEM} for what AWS keeps of a deleted table
 * @param availableAt until then it is being created
 * @param historyLength the number of changes that it holds
 * @param sourceDetails {@code SourceTableDetails}
 * @param featureDetails {@code SourceTableFeatureDetails}
 * @param restoresRunning how many restores read it just now
 */
record Backup(
        String arn,
        String name,
        String type,
        Instant createdAt,
        Instant availableAt,
        Optional<Instant> expiresAt,
        Table table,
        int historyLength,
        long sizeBytes,
        TableDefinition definition,
        Optional<ObjectNode> encryption,
        Optional<ObjectNode> tableClass,
        ObjectNode sourceDetails,
        ObjectNode featureDetails,
        AtomicInteger restoresRunning) {

    String status(Instant now) {
        return now.isBefore(availableAt) ? "CREATING" : "AVAILABLE";
    }
}
