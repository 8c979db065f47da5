package dev.dynamorecovery.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The gate inside the SDK's own client, over a service that answers what a test says, under a clock that a test moves. */
class WriteGateTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final LeaseTerms TERMS = new LeaseTerms("us-east-1", LEASE, Duration.ofMillis(2500));
    private static final String SERVING =
            "{\"Item\":{\"epoch\":{\"N\":\"2\"},\"servingRegion\":{\"S\":\"us-east-1\"},\"leaseSeconds\":{\"N\":\"10\"}}}";
    private static final String FENCED = "{\"Item\":{\"epoch\":{\"N\":\"3\"},\"servingRegion\":{\"S\":\"us-east-1\"},"
            + "\"fencedRegions\":{\"SS\":[\"us-east-1\"]},\"leaseSeconds\":{\"N\":\"10\"}}}";
    private static final String ELSEWHERE =
            "{\"Item\":{\"epoch\":{\"N\":\"3\"},\"servingRegion\":{\"S\":\"us-east-2\"},\"leaseSeconds\":{\"N\":\"10\"}}}";

    private final List<String> sent = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private long nowMillis;
    private String control = SERVING;
    private int failures;
    private long takesMillis;
    private long signingTakesMillis;
    private WriteGate gate = gate(WriteGate.WhenUnknown.CLOSE);
    private DynamoDbClient client = client(true);

    @AfterEach
    void close() {
        gate.close();
        client.close();
    }

    @Test
    void shouldKeepWritesBackUntilTheRecordWasReadAndLetReadsPass() {
        assertThatThrownBy(this::put)
                .isInstanceOf(WritesClosed.class)
                .hasMessageContaining("orders")
                .hasMessageContaining("us-east-1")
                .hasMessageContaining("not been read yet");
        client.getItem(request -> request.tableName("orders").key(key()));
        client.query(request -> request.tableName("orders").keyConditionExpression("id = :id"));

        assertThat(sent).containsExactly("GetItem", "Query");
        assertThat(heard).containsExactly("refused");
    }

    @Test
    void shouldLetWritesThroughWhileTheLeaseHoldsAndStopByItself() {
        gate.renew();
        put();
        nowMillis = 9_999;
        put();
        nowMillis = 10_000;

        assertThatThrownBy(this::put)
                .isInstanceOf(WritesClosed.class)
                .hasMessageContaining("could not be renewed in time");
        assertThat(sent).containsExactly("GetItem control", "PutItem", "PutItem");
    }

    @Test
    void shouldCloseAtOnceWhenTheRecordSaysSo() {
        gate.renew();
        control = FENCED;
        gate.renew();
        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class).hasMessageContaining("fenced at epoch 3");

        control = ELSEWHERE;
        gate.renew();
        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class).hasMessageContaining("us-east-2 serves");
    }

    @Test
    void shouldKeepEachKindOfWriteBackPartiQlToo() {
        assertThatThrownBy(() ->
                        client.updateItem(request -> request.tableName("orders").key(key())))
                .isInstanceOf(WritesClosed.class);
        assertThatThrownBy(() ->
                        client.deleteItem(request -> request.tableName("orders").key(key())))
                .isInstanceOf(WritesClosed.class);
        assertThatThrownBy(() -> client.batchWriteItem(request -> request.requestItems(Map.of())))
                .isInstanceOf(WritesClosed.class);
        assertThatThrownBy(() -> client.transactWriteItems(request -> request.transactItems(List.of())))
                .isInstanceOf(WritesClosed.class);
        assertThatThrownBy(() -> client.executeStatement(request -> request.statement("SELECT * FROM orders")))
                .isInstanceOf(WritesClosed.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldLookAgainBeforeEachAttemptOfARetriedWrite() {
        gate.renew();
        failures = 1;
        takesMillis = 10_000;

        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class);
        assertThat(sent).containsExactly("GetItem control", "PutItem");
    }

    /** AWS refuses what was signed long ago: nothing that is signed before the gate is looked at can arrive much later. */
    @Test
    void shouldLookAtTheGateWhenTheRequestIsSignedAlready() {
        gate.renew();
        signingTakesMillis = 10_000;

        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class);
        assertThat(sent).containsExactly("GetItem control");
    }

    @Test
    void shouldRetryWhileTheLeaseHolds() {
        gate.renew();
        failures = 1;
        put();

        assertThat(sent).containsExactly("GetItem control", "PutItem", "PutItem");
    }

    @Test
    void shouldNotTakeALateAnswerForAnAcknowledgement() {
        gate.renew();
        takesMillis = 2_501;

        assertThatThrownBy(this::put).isInstanceOf(WriteOutcomeUnknown.class).hasMessageContaining("read it");
        assertThat(heard).containsExactly("renewed", "unknown");
    }

    @Test
    void shouldRunTheLeaseFromTheStartOfTheRead() {
        takesMillis = 4_000;
        gate.renew();
        takesMillis = 0;
        nowMillis = 10_000;

        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class);
    }

    @Test
    void shouldKeepTheLeaseToItsEndWhenARenewalFails() {
        gate.renew();
        nowMillis = 3_333;
        control = "{}";
        gate.renew();
        put();

        assertThat(heard).containsExactly("renewed", "renewal failed");
    }

    @Test
    void shouldStayOpenInDoubtOnlyWhereTheApplicationChoseAndTheLastRecordAllowedIt() {
        gate = gate(WriteGate.WhenUnknown.STAY_OPEN);
        client = client(true);
        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class);
        gate.renew();
        nowMillis = 60_000;
        put();
        assertThat(heard).contains("passed without a lease");

        control = FENCED;
        gate.renew();
        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class);
    }

    @Test
    void shouldBoundEachAttemptByHalfOfTheControllersMargin() {
        LeaseTerms terms = LeaseTerms.within("us-east-1", LEASE, Duration.ofSeconds(5));

        assertThat(terms).isEqualTo(TERMS);
        assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallAttemptTimeout())
                .contains(Duration.ofMillis(2500));
    }

    private void put() {
        client.putItem(request -> request.tableName("orders").item(key()));
    }

    private static Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS("o-1"));
    }

    private WriteGate gate(WriteGate.WhenUnknown whenUnknown) {
        return new WriteGate(
                "orders",
                TERMS,
                whenUnknown,
                new DynamoDbControlReader(client(false), "recovery-control", "orders"),
                new Hearing(),
                () -> new Moment(nowMillis * 1_000_000, Instant.EPOCH.plusMillis(nowMillis)));
    }

    private DynamoDbClient client(boolean gated) {
        return DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("KEY", "secret")))
                .httpClient(new Answering())
                .putAuthScheme(new Signing())
                .overrideConfiguration(configuration -> {
                    if (gated) {
                        gate.guard(configuration);
                    }
                })
                .build();
    }

    /** Keeps what the gate tells. */
    private final class Hearing implements GateListener {

        @Override
        public void renewed(ControlReading reading, Duration took) {
            heard.add("renewed");
        }

        @Override
        public void renewalFailed(RuntimeException cause, Duration left) {
            heard.add("renewal failed");
        }

        @Override
        public void refused(WritesClosed why) {
            heard.add("refused");
        }

        @Override
        public void outcomeUnknown(WriteOutcomeUnknown why) {
            heard.add("unknown");
        }

        @Override
        public void passedWithoutLease() {
            heard.add("passed without a lease");
        }
    }

    /** Signs as AWS's client does, and takes as long as the test says. */
    private final class Signing implements AwsV4AuthScheme {

        private final AwsV4AuthScheme scheme = AwsV4AuthScheme.create();

        @Override
        public String schemeId() {
            return scheme.schemeId();
        }

        @Override
        public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
            return scheme.identityProvider(providers);
        }

        @Override
        public AwsV4HttpSigner signer() {
            AwsV4HttpSigner signer = scheme.signer();
            return new AwsV4HttpSigner() {
                @Override
                public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
                    nowMillis += signingTakesMillis;
                    return signer.sign(request);
                }

                @Override
                public CompletableFuture<AsyncSignedRequest> signAsync(
                        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
                    throw new IllegalStateException("no test signs in the background");
                }
            };
        }
    }

    /** A service that takes as long as the test says, and fails as often. */
    private final class Answering implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return answer(request);
                }

                @Override
                public void abort() {
                    throw new IllegalStateException("no test aborts");
                }
            };
        }

        @Override
        public void close() {
            // Nothing is held.
        }

        private HttpExecuteResponse answer(HttpExecuteRequest request) {
            String operation = request.httpRequest()
                    .firstMatchingHeader("X-Amz-Target")
                    .orElse("")
                    .replace("DynamoDB_20120810.", "");
            boolean controls = operation.equals("GetItem") && body(request).contains("recovery-control");
            sent.add(operation + (controls ? " control" : ""));
            nowMillis += takesMillis;
            boolean fails = !controls && failures-- > 0;
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(fails ? 500 : 200)
                            .putHeader("Content-Type", "application/x-amz-json-1.0")
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(
                            (controls ? control : fails ? "{\"__type\":\"InternalServerError\"}" : "{}")
                                    .getBytes(StandardCharsets.UTF_8))))
                    .build();
        }

        private static String body(HttpExecuteRequest request) {
            try (var stream = request.contentStreamProvider().orElseThrow().newStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
