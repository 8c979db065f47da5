package dev.dynamorecovery.lab.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.front.ApiCall;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.template.BucketDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the suite and its users ask of S3, through the front, with the SDK as it comes. */
class S3MockObjectStoreTest {

    private static final String EVIDENCE = "evidence";
    private static final Queue<ApiCall> CALLS = new ConcurrentLinkedQueue<>();

    private static S3MockObjectStore store;
    private static LabFront front;
    private static S3Client client;

    @BeforeAll
    static void start() throws Exception {
        store = S3MockObjectStore.start();
        store.create(new BucketDefinition("E", EVIDENCE, true, false), "us-east-1");
        store.create(new BucketDefinition("L", "locked", true, true), "us-east-1");
        front = LabFront.start(0, CALLS::add);
        front.serve(store);
        client = S3Client.builder()
                .endpointOverride(front.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        front.close();
        store.close();
    }

    @Test
    void shouldKeepWhatTheSdkUploadsWithItsDefaultChecksums() {
        byte[] body = new byte[3_000_000];
        Arrays.fill(body, (byte) 'x');
        client.putObject(request -> request.bucket(EVIDENCE).key("a/b c+d.json"), RequestBody.fromBytes(body));

        assertThat(client.getObjectAsBytes(request -> request.bucket(EVIDENCE).key("a/b c+d.json"))
                        .asByteArray())
                .isEqualTo(body);
        assertThat(CALLS).anySatisfy(call -> {
            assertThat(call.operation()).isEqualTo("PutObject");
            assertThat(call.resources()).containsExactly("arn:aws:s3:::evidence/a/b c+d.json");
            assertThat(call.accessKeyId()).isEqualTo("LABOPERATOR");
        });
    }

    @Test
    void shouldKeepStreamsUploadedInChunksWithTrailingChecksums() {
        client.putObject(
                request -> request.bucket(EVIDENCE).key("sha").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromContentProvider(
                        () -> new java.io.ByteArrayInputStream("streamed".getBytes(StandardCharsets.UTF_8)),
                        "text/plain"));

        assertThat(client.getObjectAsBytes(request -> request.bucket(EVIDENCE).key("sha"))
                        .asUtf8String())
                .isEqualTo("streamed");
    }

    @Test
    void shouldRefuseASecondCreationOfAnObject() {
        client.putObject(
                request -> request.bucket(EVIDENCE).key("once").ifNoneMatch("*"), RequestBody.fromString("first"));

        assertThatThrownBy(() -> client.putObject(
                        request -> request.bucket(EVIDENCE).key("once").ifNoneMatch("*"),
                        RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(412));
    }

    @Test
    void shouldServeRangesAndMetadata() throws Exception {
        client.putObject(
                request -> request.bucket(EVIDENCE).key("range").contentType("text/plain"),
                RequestBody.fromString("0123456789"));

        try (ResponseInputStream<GetObjectResponse> part = client.getObject(
                request -> request.bucket(EVIDENCE).key("range").range("bytes=2-4"))) {
            assertThat(new String(part.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("234");
        }
        assertThat(client.headObject(request -> request.bucket(EVIDENCE).key("range")))
                .satisfies(head -> {
                    assertThat(head.contentLength()).isEqualTo(10);
                    assertThat(head.contentType()).isEqualTo("text/plain");
                });
    }

    @Test
    void shouldListByPrefixPageByPage() {
        for (int number = 0; number < 5; number++) {
            String key = "list/" + number;
            client.putObject(request -> request.bucket(EVIDENCE).key(key), RequestBody.fromString("x"));
        }

        assertThat(client.listObjectsV2Paginator(request ->
                                request.bucket(EVIDENCE).prefix("list/").maxKeys(2))
                        .contents())
                .extracting(object -> object.key())
                .containsExactly("list/0", "list/1", "list/2", "list/3", "list/4");
        assertThat(client.listObjectsV2(
                                request -> request.bucket(EVIDENCE).prefix("li").delimiter("/"))
                        .commonPrefixes())
                .singleElement()
                .satisfies(prefix -> assertThat(prefix.prefix()).isEqualTo("list/"));
    }

    @Test
    void shouldAssembleMultipartUploads() {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(EVIDENCE).key("parts"))
                .uploadId();
        byte[] first = new byte[5 * 1024 * 1024];
        List<CompletedPart> parts = List.of(part(upload, 1, first), part(upload, 2, new byte[] {1, 2, 3}));
        client.completeMultipartUpload(request -> request.bucket(EVIDENCE)
                .key("parts")
                .uploadId(upload)
                .multipartUpload(completed -> completed.parts(parts)));

        assertThat(client.headObject(request -> request.bucket(EVIDENCE).key("parts"))
                        .contentLength())
                .isEqualTo(first.length + 3L);
    }

    @Test
    void shouldKeepOldVersionsOfAVersionedBucket() {
        client.putObject(request -> request.bucket(EVIDENCE).key("versioned"), RequestBody.fromString("old"));
        client.putObject(request -> request.bucket(EVIDENCE).key("versioned"), RequestBody.fromString("new"));

        assertThat(client.listObjectVersions(request -> request.bucket(EVIDENCE).prefix("versioned"))
                        .versions())
                .hasSize(2)
                .anySatisfy(version -> assertThat(client.getObjectAsBytes(request -> request.bucket(EVIDENCE)
                                        .key("versioned")
                                        .versionId(version.versionId()))
                                .asUtf8String())
                        .isEqualTo("old"));
    }

    @Test
    void shouldKeepTagsOfObjects() {
        client.putObject(
                request -> request.bucket(EVIDENCE).key("tagged").tagging("class=evidence"),
                RequestBody.fromString("x"));

        assertThat(client.getObjectTagging(request -> request.bucket(EVIDENCE).key("tagged"))
                        .tagSet())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("evidence"));
    }

    @Test
    void shouldAnswerMissingObjectsAsS3Does() {
        assertThatThrownBy(() -> client.getObjectAsBytes(
                        request -> request.bucket(EVIDENCE).key("missing")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() ->
                        client.headObject(request -> request.bucket(EVIDENCE).key("missing")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    private static CompletedPart part(String upload, int number, byte[] body) {
        String tag = client.uploadPart(
                        request -> request.bucket(EVIDENCE)
                                .key("parts")
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(body))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
}
