package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;

/** Control records in a global table with strong consistency over its Regions: every read is strong, every write conditional. */
public final class DynamoDbControlRecords implements ControlRecords {

    private final ControlTable table;

    public DynamoDbControlRecords(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public Optional<ControlRecord> read(String group) {
        return table.read(group, ControlItem.CONTROL, ControlRecord.class);
    }

    @Override
    public boolean create(ControlRecord first) {
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(ControlItem.of(first))
                            .conditionExpression("attribute_not_exists(#epoch)")
                            .expressionAttributeNames(Map.of("#epoch", ControlItem.EPOCH)));
            return true;
        } catch (ConditionalCheckFailedException | ReplicatedWriteConflictException thereIsOne) {
            return false;
        }
    }

    @Override
    public boolean replace(ControlRecord before, ControlRecord after) {
        try {
            keep(before.newest());
        } catch (ReplicatedWriteConflictException somebodyElseIsAtIt) {
            return false;
        }
        return put(after, before);
    }

    @Override
    public boolean keepAlive(ControlRecord standing, Instant at) {
        return put(standing.aliveAt(at), standing);
    }

    private boolean put(ControlRecord record, ControlRecord inPlaceOf) {
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(ControlItem.of(record))
                            .conditionExpression("#epoch = :epoch AND #revision = :revision")
                            .expressionAttributeNames(
                                    Map.of("#epoch", ControlItem.EPOCH, "#revision", ControlItem.REVISION))
                            .expressionAttributeValues(Map.of(
                                    ":epoch", ControlItem.number(inPlaceOf.epoch()),
                                    ":revision", ControlItem.number(inPlaceOf.revision()))));
            return true;
        } catch (ConditionalCheckFailedException | ReplicatedWriteConflictException somebodyWasFaster) {
            return false;
        }
    }

    @Override
    public Timeline timeline(String group) {
        List<TimelineEntry> entries = new ArrayList<>(table.read(group, TimelineEntry.class, ControlItem.TIMELINE));
        read(group)
                .map(ControlRecord::newest)
                .filter(newest -> entries.isEmpty() || entries.getLast().revision() < newest.revision())
                .ifPresent(entries::add);
        return new Timeline(entries);
    }

    /** Puts the entry where it belongs; the same entry may be there already, another may not. */
    private void keep(TimelineEntry entry) {
        Map<String, AttributeValue> item =
                ControlItem.document(entry.group(), ControlItem.TIMELINE + "%012d".formatted(entry.revision()), entry);
        item.put("hash", AttributeValue.fromS(entry.hash()));
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(#hash) OR #hash = :hash")
                            .expressionAttributeNames(Map.of("#hash", "hash"))
                            .expressionAttributeValues(Map.of(":hash", AttributeValue.fromS(entry.hash()))));
        } catch (ConditionalCheckFailedException another) {
            throw new IllegalStateException(
                    "the timeline of " + entry.group() + " holds another entry " + entry.revision()
                            + " than the control record: somebody has changed it by hand",
                    another);
        }
    }
}
