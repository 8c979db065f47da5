package dev.dynamorecovery.lab.audit;

/** The permission that an API operation asks for; most bear the operation's name, S3's and Lambda's do not. */
public final class IamAction {

    private IamAction() {}

    /** @param service the signing name */
    public static String of(String service, String operation) {
        return switch (service) {
            case "s3" -> "s3:" + ofS3(operation);
            case "lambda" -> "lambda:" + (operation.equals("Invoke") ? "InvokeFunction" : operation);
            case "sqs" -> "sqs:" + ofSqs(operation);
            case "monitoring" -> "cloudwatch:" + operation;
            case "tagging" -> "tag:" + operation;
            default -> service + ":" + operation;
        };
    }

    private static String ofSqs(String operation) {
        return operation.endsWith("Batch") ? operation.substring(0, operation.length() - "Batch".length()) : operation;
    }

    private static String ofS3(String operation) {
        return switch (operation) {
            case "ListObjects", "ListObjectsV2", "HeadBucket" -> "ListBucket";
            case "ListObjectVersions" -> "ListBucketVersions";
            case "ListBuckets" -> "ListAllMyBuckets";
            case "HeadObject" -> "GetObject";
            case "DeleteObjects" -> "DeleteObject";
            case "CopyObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" -> "PutObject";
            case "ListParts" -> "ListMultipartUploadParts";
            case "ListMultipartUploads" -> "ListBucketMultipartUploads";
            default -> operation;
        };
    }
}
