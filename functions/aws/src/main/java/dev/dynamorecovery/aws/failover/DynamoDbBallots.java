package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Votes in the control table: a late one never takes the place of a newer one. */
public final class DynamoDbBallots implements Ballots {

    private final ControlTable table;

    public DynamoDbBallots(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public void cast(Vote vote) {
        Map<String, AttributeValue> item =
                ControlItem.document(vote.group(), ControlItem.VOTE + vote.observer() + "#" + vote.subject(), vote);
        item.put("atMillis", ControlItem.number(vote.at().toEpochMilli()));
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(#at) OR #at <= :at")
                            .expressionAttributeNames(Map.of("#at", "atMillis"))
                            .expressionAttributeValues(
                                    Map.of(":at", ControlItem.number(vote.at().toEpochMilli()))));
        } catch (ConditionalCheckFailedException aNewerOneIsThere) {
            // The newer vote counts: this one has come too late to say anything.
            return;
        }
    }

    @Override
    public List<Vote> read(String group) {
        return table.read(group, Vote.class, ControlItem.VOTE);
    }
}
