package dev.dynamorecovery.aws.scan;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.TableScan;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

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
        ScanBodyCapture capture = new ScanBodyCapture();
        SdkPlugin captured = configuration -> configuration.overrideConfiguration(
                configuration.overrideConfiguration().copy(overrides -> overrides.addExecutionInterceptor(capture)));
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(tableName)
                .consistentRead(consistentRead)
                .segment(segment.index())
                .totalSegments(segment.total())
                .overrideConfiguration(overrides -> overrides.addPlugin(captured));
        if (from != null) {
            request.exclusiveStartKey(SdkItems.toSdk(from.lastKey()));
        }
        client.scan(request.build());
        byte @Nullable [] body = capture.body();
        if (body == null) {
            throw new IllegalStateException("The SDK answered a Scan of '" + tableName
                    + "' without an HTTP response: give the scan a client that sends its requests");
        }
        return ScanBodyReader.read(body);
    }
}
