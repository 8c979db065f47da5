package dev.dynamorecovery.aws.scan;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.TableScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Scans a DynamoDB table through the AWS SDK, one request per page of at most 1 MB. */
public final class DynamoDbTableScan implements TableScan {

    private final DynamoDbClient client;
    private final String tableName;
    private final boolean consistentRead;

    /**
     * A scan of one table.
     *
     * @param tableName the table's name or ARN
     * @param consistentRead whether reads see every write acknowledged before, at twice the read capacity
     */
    public DynamoDbTableScan(DynamoDbClient client, String tableName, boolean consistentRead) {
        this.client = client;
        this.tableName = tableName;
        this.consistentRead = consistentRead;
    }

    @Override
    public ScanPage page(ScanSegment segment, @Nullable Continuation from) {
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(tableName)
                .consistentRead(consistentRead)
                .segment(segment.index())
                .totalSegments(segment.total());
        if (from != null) {
            request.exclusiveStartKey(SdkItems.toSdk(from.lastKey()));
        }
        ScanResponse response = client.scan(request.build());
        List<Item> items = new ArrayList<>(response.items().size());
        for (Map<String, AttributeValue> item : response.items()) {
            items.add(SdkItems.toItem(item));
        }
        boolean more =
                response.hasLastEvaluatedKey() && !response.lastEvaluatedKey().isEmpty();
        return new ScanPage(items, more ? new Continuation(SdkItems.toItem(response.lastEvaluatedKey())) : null);
    }
}
