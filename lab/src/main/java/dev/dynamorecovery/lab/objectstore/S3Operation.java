package dev.dynamorecovery.lab.objectstore;

import dev.dynamorecovery.lab.front.LabRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which operation of S3 a REST request is.
 *
 * @param apiName as the API calls it, such as {@code ListObjectsV2}
 * @param bucket empty for operations of the account
 * @param key empty for operations of a bucket
 */
record S3Operation(String apiName, String bucket, String key) {

    static S3Operation of(LabRequest request) {
        String[] parts = request.path().substring(1).split("/", 2);
        String bucket = decode(parts[0]);
        String key = parts.length > 1 ? decode(parts[1]) : "";
        Set<String> parameters = Arrays.stream(request.query().split("&"))
                .map(parameter -> parameter.split("=", 2)[0])
                .collect(Collectors.toSet());
        String name;
        if (bucket.isEmpty()) {
            name = "ListBuckets";
        } else if (key.isEmpty()) {
            name = ofBucket(request, parameters);
        } else {
            name = ofObject(request, parameters);
        }
        return new S3Operation(name, bucket, key);
    }

    /** The ARNs the operation addresses. */
    List<String> resources() {
        if (bucket.isEmpty()) {
            return List.of();
        }
        return List.of("arn:aws:s3:::" + bucket + (key.isEmpty() ? "" : "/" + key));
    }

    private static String ofBucket(LabRequest request, Set<String> parameters) {
        return switch (request.method()) {
            case "GET" -> {
                if (parameters.contains("versions")) {
                    yield "ListObjectVersions";
                }
                if (parameters.contains("uploads")) {
                    yield "ListMultipartUploads";
                }
                if (parameters.contains("versioning")) {
                    yield "GetBucketVersioning";
                }
                yield parameters.contains("list-type") ? "ListObjectsV2" : "ListObjects";
            }
            case "HEAD" -> "HeadBucket";
            case "PUT" -> parameters.contains("versioning") ? "PutBucketVersioning" : "CreateBucket";
            case "POST" -> "DeleteObjects";
            case "DELETE" -> "DeleteBucket";
            default -> request.method();
        };
    }

    private static String ofObject(LabRequest request, Set<String> parameters) {
        boolean tagging = parameters.contains("tagging");
        boolean upload = parameters.contains("uploadId");
        return switch (request.method()) {
            case "GET" -> tagging ? "GetObjectTagging" : upload ? "ListParts" : "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" -> {
                if (upload) {
                    yield "UploadPart";
                }
                if (request.header("x-amz-copy-source").isPresent()) {
                    yield "CopyObject";
                }
                yield tagging ? "PutObjectTagging" : "PutObject";
            }
            case "POST" -> upload ? "CompleteMultipartUpload" : "CreateMultipartUpload";
            case "DELETE" -> tagging ? "DeleteObjectTagging" : upload ? "AbortMultipartUpload" : "DeleteObject";
            default -> request.method();
        };
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
