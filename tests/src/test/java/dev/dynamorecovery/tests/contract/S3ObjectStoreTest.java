package dev.dynamorecovery.tests.contract;

import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.store.ObjectStoreContract;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.objectstore.S3MockObjectStore;
import dev.dynamorecovery.lab.template.BucketDefinition;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 adapter keeps the contract that the fake keeps. */
class S3ObjectStoreTest implements ObjectStoreContract {

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static S3MockObjectStore objects;
    private static LabFront front;
    private static S3Client client;

    @BeforeAll
    static void start() throws IOException {
        objects = S3MockObjectStore.start();
        front = LabFront.start(0, call -> {});
        front.serve(objects);
        client = S3Client.builder()
                .endpointOverride(front.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        front.close();
        objects.close();
    }

    @Override
    public ObjectStore store() throws Exception {
        String bucket = "work-" + BUCKETS.incrementAndGet();
        objects.create(new BucketDefinition("Work", bucket, false, false), "us-east-1");
        return new S3ObjectStore(client, bucket);
    }
}
