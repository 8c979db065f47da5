package dev.dynamorecovery.core.changelog;

import java.nio.charset.StandardCharsets;

/** What Lambda tells of records that it gave up. */
public final class LostChanges {

    /** The message's document as AWS documents it, of one record. */
    public static final String ONE_RECORD = """
            {
              "requestContext": {
                "requestId": "316aa6d0-8154-4b8b-9af7-85d5f4a6bc81",
                "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:logger",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 21
              },
              "responseContext": {"statusCode": 200, "executedVersion": "7", "functionError": "Unhandled"},
              "version": "1.0",
              "timestamp": "2026-11-22T10:13:49.717Z",
              "DDBStreamBatchInfo": {
                "shardId": "shardId-00000001-a",
                "startSequenceNumber": "000000000000000000014",
                "endSequenceNumber": "000000000000000000014",
                "approximateArrivalOfFirstRecord": "2026-11-22T10:13:19Z",
                "approximateArrivalOfLastRecord": "2026-11-22T10:13:19Z",
                "batchSize": 1,
                "streamArn": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000"
              }
            }
            """;

    private LostChanges() {}

    /** The batch that it tells of. */
    public static LostBatch oneRecord() {
        return LostBatch.read(ONE_RECORD.getBytes(StandardCharsets.UTF_8));
    }

    /** A batch of seven that was not bisected: it begins with the same record, and ends five seconds later. */
    public static LostBatch sevenRecords() {
        return LostBatch.read(ONE_RECORD
                .replace("\"batchSize\": 1", "\"batchSize\": 7")
                .replace("LastRecord\": \"2026-11-22T10:13:19Z", "LastRecord\": \"2026-11-22T10:13:24Z")
                .replace("endSequenceNumber\": \"000000000000000000014", "endSequenceNumber\": \"000000000000000000056")
                .getBytes(StandardCharsets.UTF_8));
    }
}
