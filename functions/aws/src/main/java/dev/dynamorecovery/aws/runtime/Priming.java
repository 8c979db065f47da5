package dev.dynamorecovery.aws.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Warms what every function uses before its snapshot is taken, so that nobody waits for classes to load.
 *
 * <p>Nothing goes over the network: a snapshot must not depend on a service, nor a role allow calls only for it.
 */
final class Priming {

    private static final AwsClients OFFLINE = new AwsClients(
            new Environment(Map.of(
                    "AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "offline", "AWS_SECRET_ACCESS_KEY", "offline")),
            new OfflineHttpClient());

    private Priming() {}

    /** One call of each kind: marshalling, signing and parsing are loaded and compiled once. */
    static void run() {
        try (DynamoDbClient dynamoDb = OFFLINE.dynamoDb();
                S3Client s3 = OFFLINE.s3()) {
            dynamoDb.describeTable(request -> request.tableName("priming"));
            dynamoDb.scan(request -> request.tableName("priming"));
            s3.putObject(request -> request.bucket("priming").key("priming"), RequestBody.fromString("{}"));
            try (InputStream object =
                    s3.getObject(request -> request.bucket("priming").key("priming"))) {
                EventCodec.read(object, Map.class);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("Priming reads and writes memory only", impossible);
        }
    }
}
