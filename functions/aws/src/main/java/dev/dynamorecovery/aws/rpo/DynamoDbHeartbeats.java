package dev.dynamorecovery.aws.rpo;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.rpo.Heartbeat;
import dev.dynamorecovery.core.rpo.Heartbeats;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Writes heartbeat items with one conditional update each, which also tells what was there before. */
public final class DynamoDbHeartbeats implements Heartbeats {

    private final DynamoDbClient dynamoDb;

    public DynamoDbHeartbeats(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Override
    public Optional<Heartbeat> beat(String table, Item keys, Instant now) {
        try {
            return read(dynamoDb.updateItem(request -> request.tableName(table)
                            .key(SdkItems.toSdk(keys))
                            .updateExpression("SET #beat = if_not_exists(#beat, :zero) + :one, #writtenAt = :now")
                            // ISO 8601 in UTC sorts as time does, as long as all have the same length.
                            .conditionExpression("attribute_not_exists(#writtenAt) OR #writtenAt < :now")
                            .expressionAttributeNames(
                                    Map.of("#beat", Heartbeat.BEAT, "#writtenAt", Heartbeat.WRITTEN_AT))
                            .expressionAttributeValues(Map.of(
                                    ":zero", AttributeValue.fromN("0"),
                                    ":one", AttributeValue.fromN("1"),
                                    ":now", AttributeValue.fromS(Heartbeat.inFullLength(now))))
                            .returnValues(ReturnValue.ALL_OLD)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes());
        } catch (ConditionalCheckFailedException oneAsNewIsThere) {
            return read(oneAsNewIsThere.item());
        }
    }

    private static Optional<Heartbeat> read(Map<String, AttributeValue> item) {
        @Nullable AttributeValue beat = item.get(Heartbeat.BEAT);
        @Nullable AttributeValue writtenAt = item.get(Heartbeat.WRITTEN_AT);
        if (beat == null || writtenAt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Heartbeat(Long.parseLong(beat.n()), Instant.parse(writtenAt.s())));
        } catch (NumberFormatException | DateTimeException notOurs) {
            throw new IllegalStateException(
                    "the item with the heartbeat's key holds another '" + Heartbeat.BEAT + "' or '"
                            + Heartbeat.WRITTEN_AT + "': give the plan's changeLog.heartbeatKey a key that no data has",
                    notOurs);
        }
    }
}
