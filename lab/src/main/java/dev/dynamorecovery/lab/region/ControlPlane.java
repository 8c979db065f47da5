package dev.dynamorecovery.lab.region;

import java.util.Map;
import java.util.Set;

/**
 * Which operations are control plane: whatever creates, changes, deletes or describes resources. What is not known as
 * a data plane is taken for control plane, so that static stability is never proven by mistake.
 */
final class ControlPlane {

    private static final Map<String, Set<String>> DATA_PLANES = Map.of(
            "dynamodb",
            Set.of(
                    "GetItem",
                    "BatchGetItem",
                    "Query",
                    "Scan",
                    "TransactGetItems",
                    "PutItem",
                    "UpdateItem",
                    "DeleteItem",
                    "BatchWriteItem",
                    "TransactWriteItems",
                    "ExecuteStatement",
                    "BatchExecuteStatement",
                    "ExecuteTransaction",
                    "DescribeStream",
                    "GetShardIterator",
                    "GetRecords"),
            "lambda",
            Set.of("Invoke", "InvokeFunctionUrl"),
            "states",
            Set.of(
                    "StartExecution",
                    "StartSyncExecution",
                    "StopExecution",
                    "DescribeExecution",
                    "GetExecutionHistory",
                    "SendTaskSuccess",
                    "SendTaskFailure",
                    "SendTaskHeartbeat"),
            "sqs",
            Set.of(
                    "SendMessage",
                    "SendMessageBatch",
                    "ReceiveMessage",
                    "DeleteMessage",
                    "DeleteMessageBatch",
                    "ChangeMessageVisibility",
                    "ChangeMessageVisibilityBatch"),
            "sns",
            Set.of("Publish", "PublishBatch"),
            "monitoring",
            Set.of("PutMetricData", "GetMetricData", "GetMetricStatistics"),
            "events",
            Set.of("PutEvents"),
            "sts",
            Set.of("GetCallerIdentity", "AssumeRole"),
            "route53-recovery-cluster",
            Set.of("GetRoutingControlState", "UpdateRoutingControlState", "UpdateRoutingControlStates"),
            "s3",
            Set.of(
                    "GetObject",
                    "HeadObject",
                    "PutObject",
                    "CopyObject",
                    "DeleteObject",
                    "DeleteObjects",
                    "ListObjects",
                    "ListObjectsV2",
                    "ListObjectVersions",
                    "CreateMultipartUpload",
                    "UploadPart",
                    "CompleteMultipartUpload",
                    "AbortMultipartUpload",
                    "ListParts"));

    private ControlPlane() {}

    /** @param service the signing name */
    static boolean has(String service, String operation) {
        return !DATA_PLANES.getOrDefault(service, Set.of()).contains(operation);
    }
}
