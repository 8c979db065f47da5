package dev.dynamorecovery.lab.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class FunctionHostTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private FunctionLogs logs;
    private LogCapture capture;
    private FunctionHost host;
    private AsynchronousInvocations asynchronous;
    private LabFront front;
    private LambdaClient lambda;

    @BeforeEach
    void start() throws Exception {
        logs = new FunctionLogs(directory);
        capture = LogCapture.install(logs);
        host = FunctionHost.start(
                List.of(
                        function("telling", ExampleHandlers.Telling.class),
                        function("failing", ExampleHandlers.Failing.class),
                        function("stuck", ExampleHandlers.Stuck.class),
                        function("rigid", ExampleHandlers.Rigid.class),
                        function("verbose", ExampleHandlers.Verbose.class),
                        function("doubling", ExampleHandlers.Doubling.class.getName() + "::handleRequest", 1),
                        function("throttled", ExampleHandlers.Telling.class.getName(), 0)),
                new FunctionEnvironment("eu-west-1", URI.create("http://127.0.0.1:1"), 0.5),
                logs);
        asynchronous = new AsynchronousInvocations(host, new VirtualLabTime(Instant.EPOCH));
        front = LabFront.start(0, call -> {});
        front.serve(new LambdaService(host, asynchronous));
        lambda = LambdaClient.builder()
                .endpointOverride(front.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        lambda.close();
        front.close();
        asynchronous.close();
        capture.close();
        logs.close();
    }

    @Test
    void shouldGiveTheHandlerItsEnvironmentAndContext() throws Exception {
        JsonNode answer =
                JSON.readTree(invoke("telling:live", "{\"a\":1}").payload().asByteArray());

        assertThat(answer.path("event").path("a").asInt()).isEqualTo(1);
        assertThat(answer.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(answer.path("name").asText()).isEqualTo("telling");
        assertThat(answer.path("arn").asText()).endsWith(":function:telling:live");
        assertThat(answer.path("key").asText()).isEqualTo("LABFUNCTIONTELLINGINEUWEST1");
        assertThat(answer.path("own").asText()).isEqualTo("value");
        assertThat(answer.path("remaining").asInt()).isBetween(1, 30_000);
    }

    @Test
    void shouldFindFunctionsByEveryNameCallersUse() {
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:telling";
        assertThat(List.of("telling", "telling:live", "telling:1", "telling:$LATEST", arn, arn + ":live"))
                .allSatisfy(name -> assertThat(host.knows(name)).isTrue());
        assertThat(List.of("nobody", "telling:stale", arn + ":2"))
                .allSatisfy(name -> assertThat(host.knows(name)).isFalse());
        assertThatThrownBy(() -> invoke("telling:stale", "{}")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void shouldTellAFailureAsLambdasRuntimeDoes() throws Exception {
        InvokeResponse response = invoke("failing", "{}");

        assertThat(response.functionError()).isEqualTo("Unhandled");
        JsonNode error = JSON.readTree(response.payload().asByteArray());
        assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("errorMessage").asText()).isEqualTo("table is gone");
        assertThat(error.path("stackTrace").path(0).asText()).contains("ExampleHandlers$Failing.handleRequest");
        assertThat(error.path("cause").path("errorType").asText()).isEqualTo("java.io.IOException");
    }

    @Test
    void shouldStopAFunctionAtItsTimeout() throws Exception {
        InvokeResponse response = invoke("stuck", "{}");

        JsonNode error = JSON.readTree(response.payload().asByteArray());
        assertThat(error.path("errorType").asText()).isEqualTo("Sandbox.Timedout");
        assertThat(error.path("errorMessage").asText())
                .matches("RequestId: [0-9a-f-]{36} Error: Task timed out after 0.50 seconds");
    }

    @Test
    void shouldRefuseAHandlerThatWouldReadTheLabsOwnEnvironment() throws Exception {
        assertThat(invoke("rigid", "{}").payload().asUtf8String()).contains("has no public constructor (Map<String");
    }

    @Test
    void shouldLimitPayloadsInBothDirections() {
        assertThatThrownBy(() -> invoke("telling", "\"" + "x".repeat(FunctionHost.REQUEST_LIMIT_BYTES) + "\""))
                .isInstanceOf(RequestTooLargeException.class);
        assertThat(invoke("verbose", "{}").payload().asUtf8String()).contains("Function.ResponseSizeTooLarge");
    }

    @Test
    void shouldRefuseInvocationsBeyondTheReservedConcurrency() {
        assertThatThrownBy(() -> invoke("throttled", "{}")).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void shouldPassObjectsToAnObjectHandler() {
        assertThat(invoke("doubling", "{\"value\":21}").payload().asUtf8String())
                .isEqualTo("{\"value\":42}");
    }

    @Test
    @SuppressWarnings("SystemOut") // The terminal is what this test watches.
    void shouldKeepWhatFunctionsLogOffTheTerminal() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        InvokeResponse response;
        stop();
        System.setOut(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        try {
            start();
            response = lambda.invoke(request -> request.functionName("doubling")
                    .payload(SdkBytes.fromUtf8String("{\"value\":1}"))
                    .logType(LogType.TAIL));
            System.out.println("said by the lab");
        } finally {
            capture.close();
            System.setOut(before);
        }

        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("said by the lab\n");
        assertThat(Files.readString(directory.resolve("doubling.log")))
                .contains("START RequestId: ", "said by the logger", "said by the context", "said by standard output")
                .containsPattern("\"level\":\\s?\"INFO\"");
        assertThat(new String(java.util.Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8))
                .contains("said by the logger", "REPORT RequestId: ");
    }

    @Test
    void shouldRetryAsynchronousEventsTwice() throws Exception {
        assertThat(lambda.invoke(request -> request.functionName("failing")
                                .invocationType("Event")
                                .payload(SdkBytes.fromUtf8String("{}")))
                        .statusCode())
                .isEqualTo(202);
        asynchronous.await(Duration.ofSeconds(30));

        assertThat(Files.readString(directory.resolve("failing.log")).lines())
                .filteredOn(line -> line.startsWith("START"))
                .hasSize(3);
    }

    @Test
    void shouldDescribeItsFunctions() {
        assertThat(lambda.listFunctions().functions()).hasSize(7);
        assertThat(lambda.getFunctionConfiguration(
                        request -> request.functionName("telling").qualifier("live")))
                .satisfies(configuration -> {
                    assertThat(configuration.version()).isEqualTo("1");
                    assertThat(configuration.environment().variables()).containsEntry("OWN", "value");
                });
        assertThat(lambda.getFunction(request -> request.functionName("telling"))
                        .configuration()
                        .functionName())
                .isEqualTo("telling");
    }

    private InvokeResponse invoke(String name, String event) {
        return lambda.invoke(request -> request.functionName(name).payload(SdkBytes.fromUtf8String(event)));
    }

    private static FunctionDefinition function(String name, Class<? extends RequestStreamHandler> handler) {
        return function(name, handler.getName(), 10);
    }

    private static FunctionDefinition function(String name, String handler, int reservedConcurrency) {
        return new FunctionDefinition(
                name,
                name,
                "arn:aws:lambda:eu-west-1:123456789012:function:" + name,
                handler,
                Map.of("OWN", "value"),
                name.equals("stuck") ? Duration.ofMillis(500) : Duration.ofSeconds(30),
                128,
                OptionalInt.of(reservedConcurrency),
                Optional.of("live"),
                List.of(),
                List.of());
    }
}
