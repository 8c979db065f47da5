package dev.dynamorecovery.aws.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes the SDK clients of one function from its environment: Region, endpoint and credentials.
 *
 * <p>All clients of a function share one HTTP client. Calls are tried five times at most, with backoff; a call that gets
 * no answer within 30 seconds is tried again, so that one lost connection does not eat the function's time.
 */
public final class AwsClients {

    private static final int ATTEMPTS = 5;
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private final Environment environment;
    private final SdkHttpClient http;
    private final String region;
    private final int attempts;
    private final Duration attemptTimeout;
    /** Whether calls are tried again however many others failed of late. */
    private final boolean persistent;

    /** Clients that go over the network. */
    public AwsClients(Environment environment) {
        this(environment, environment.required("AWS_REGION"), ATTEMPTS, ATTEMPT_TIMEOUT, false);
    }

    /** Clients that go through {@code http}. */
    public AwsClients(Environment environment, SdkHttpClient http) {
        this(environment, http, environment.required("AWS_REGION"), ATTEMPTS, ATTEMPT_TIMEOUT, false);
    }

    private AwsClients(
            Environment environment, String region, int attempts, Duration attemptTimeout, boolean persistent) {
        this(environment, overTheNetwork(attemptTimeout), region, attempts, attemptTimeout, persistent);
    }

    private AwsClients(
            Environment environment,
            SdkHttpClient http,
            String region,
            int attempts,
            Duration attemptTimeout,
            boolean persistent) {
        this.environment = environment;
        this.http = http;
        this.region = region;
        this.attempts = attempts;
        this.attemptTimeout = attemptTimeout;
        this.persistent = persistent;
    }

    /** Clients of another Region, of this function's account and endpoint, over connections of their own. */
    public AwsClients in(String otherRegion) {
        return new AwsClients(environment, otherRegion, attempts, attemptTimeout, persistent);
    }

    /** Clients of an endpoint that is told rather than found by the Region. */
    public AwsClients at(URI endpoint) {
        Map<String, String> values = new LinkedHashMap<>(environment.values());
        values.put("AWS_ENDPOINT_URL", endpoint.toString());
        return new AwsClients(new Environment(Map.copyOf(values)), region, attempts, attemptTimeout, persistent);
    }

    /** Clients that give up sooner: for callers to whom a late answer is none. */
    public AwsClients impatient(Duration timeout, int attemptsAtMost) {
        return new AwsClients(environment, region, attemptsAtMost, timeout, persistent);
    }

    /**
     * Clients for work that has time: a call is tried so many times, with backoff, even while most calls are refused for
     * being too many.
     */
    public AwsClients persistent(int attemptsAtMost) {
        return new AwsClients(environment, http, region, attemptsAtMost, attemptTimeout, true);
    }

    private static SdkHttpClient overTheNetwork(Duration attemptTimeout) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(
                        attemptTimeout.compareTo(CONNECTION_TIMEOUT) < 0 ? attemptTimeout : CONNECTION_TIMEOUT)
                .socketTimeout(attemptTimeout)
                .build();
    }

    /** A client of DynamoDB. */
    public DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).httpClient(http).build();
    }

    /** A client of DynamoDB's streams. */
    public DynamoDbStreamsClient dynamoDbStreams() {
        return configured(DynamoDbStreamsClient.builder()).httpClient(http).build();
    }

    /** A client of S3; under an endpoint of its own, buckets are addressed by path. */
    public S3Client s3() {
        return configured(S3Client.builder())
                .forcePathStyle(environment.optional("AWS_ENDPOINT_URL").isPresent())
                .httpClient(http)
                .build();
    }

    /**
     * A client of a service that only some flows use: the flow brings the service's own artifact, so that the others need
     * not carry it.
     */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return configured(builder).httpClient(http).build();
    }

    /**
     * A service that is called without an SDK client of its own: some of those weigh more than everything else that a
     * function carries.
     *
     * @param name the name of the service in its endpoint and in signatures, such as {@code securityhub}
     */
    public SignedJsonService signed(String name) {
        return new SignedJsonService(
                http,
                credentials(),
                environment
                        .optional("AWS_ENDPOINT_URL")
                        .map(URI::create)
                        .orElseGet(() -> URI.create("https://%s.%s.%s"
                                .formatted(
                                        name,
                                        region,
                                        PartitionMetadata.of(Region.of(region)).dnsSuffix()))),
                region,
                name,
                attempts,
                Thread::sleep);
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(attemptTimeout)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(attempts)
                                .circuitBreakerEnabled(!persistent)
                                .build())
                        .build());
        environment.optional("AWS_ENDPOINT_URL").map(URI::create).ifPresent(builder::endpointOverride);
        return builder;
    }

    private AwsCredentialsProvider credentials() {
        if (environment.optional("AWS_ACCESS_KEY_ID").isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String id = environment.required("AWS_ACCESS_KEY_ID");
        String secret = environment.required("AWS_SECRET_ACCESS_KEY");
        return StaticCredentialsProvider.create(environment
                .optional("AWS_SESSION_TOKEN")
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
    }
}
