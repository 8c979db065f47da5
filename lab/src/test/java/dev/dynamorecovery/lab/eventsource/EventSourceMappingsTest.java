package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.function.LambdaService;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.queue.QueueService;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Event source mappings over the wire: AWS's own SDK makes them, writes to their sources and looks at their failures. */
class EventSourceMappingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LabTime TIME = new SystemLabTime(Clock.systemUTC(), 0.001);

    @TempDir
    private static Path directory;

    private static RecoveryPlane plane;
    private static FunctionLogs logs;
    private static LabFront front;
    private static CallRecord calls;
    private static FunctionHost host;
    private static Queues queues;
    private static EventSourceMappings mappings;
    private static DynamoDbClient dynamoDb;
    private static LambdaClient lambda;
    private static SqsClient sqs;

    private String name = "";
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        plane = RecoveryPlane.start(TIME, EngineOptions.dynamoDbLocal());
        calls = new CallRecord();
        front = LabFront.start(0, calls);
        queues = new Queues(TIME);
        logs = new FunctionLogs(directory);
        List<FunctionDefinition> functions = Arrays.stream(EventSourceMappingsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> function(method.getName()))
                .toList();
        functions.forEach(function -> calls.name(FunctionEnvironment.accessKeyId(function), function.logicalId()));
        host = FunctionHost.start(functions, new FunctionEnvironment("eu-west-1", front.endpoint(), 0.001), logs);
        mappings = new EventSourceMappings(host, plane.service(), queues, calls, TIME);
        front.serve(plane.service());
        front.serve(new QueueService(queues, TIME));
        front.serve(new LambdaApi(new LambdaService(host, new AsynchronousInvocations(host, TIME)), mappings));
        dynamoDb = LabClients.of(DynamoDbClient.builder(), front.endpoint(), Region.EU_WEST_1);
        lambda = LabClients.of(LambdaClient.builder(), front.endpoint(), Region.EU_WEST_1);
        sqs = LabClients.of(SqsClient.builder(), front.endpoint(), Region.EU_WEST_1);
    }

    @AfterAll
    static void stop() throws Exception {
        mappings.close();
        dynamoDb.close();
        lambda.close();
        sqs.close();
        front.close();
        plane.close();
        logs.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void deleteMappings() {
        made.forEach(id -> lambda.deleteEventSourceMapping(request -> request.uuid(id)));
    }

    @Test
    void shouldDeliverFiftyThousandChangesNoneLostAndNoneDoubled() throws Exception {
        String stream = table();
        map(stream, request -> request.batchSize(1_000));
        int[] versions = new int[60];
        Random random = new Random(11);
        // Each write is a change: the version of a key grows with every one. A batch may not name a key twice.
        for (int written = 0; written < 50_000; written += 25) {
            write(random.ints(0, versions.length)
                    .distinct()
                    .limit(25)
                    .mapToObj(key -> put("key-" + key, Integer.toString(++versions[key])))
                    .toList());
        }

        mappings.awaitDrained(PATIENCE);

        Map<String, Integer> seen = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        String last = "";
        for (JsonNode record : records()) {
            String sequence = record.at("/dynamodb/SequenceNumber").asText();
            int version = record.at("/dynamodb/NewImage/v/S").asInt();
            int expected = seen.merge(record.at("/dynamodb/Keys/pk/S").asText(), 1, Integer::sum);
            if (version != expected || sequence.compareTo(last) <= 0) {
                outOfOrder.add(sequence);
            }
            last = sequence;
        }
        assertThat(outOfOrder).isEmpty();
        assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(50_000);
        assertThat(CollectingHandler.events(name).size()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void shouldGiveTheFunctionTheRecordAsLambdaWritesIt() throws Exception {
        String stream = table();
        map(stream, request -> {});
        put("a", "1", "");
        put("a", "2", "");

        mappings.awaitDrained(PATIENCE);

        JsonNode record = records().get(1);
        assertThat(record.path("eventName").asText()).isEqualTo("MODIFY");
        assertThat(record.path("eventSourceARN").asText()).isEqualTo(stream);
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
        assertThat(record.path("awsRegion").asText()).isEqualTo("eu-west-1");
        assertThat(record.at("/dynamodb/OldImage/v/S").asText()).isEqualTo("1");
        assertThat(record.at("/dynamodb/NewImage/v/S").asText()).isEqualTo("2");
        assertThat(record.at("/dynamodb/ApproximateCreationDateTime").isNumber())
                .isTrue();
        assertThat(record.has("userIdentity")).isFalse();
        assertThat(calls.calls())
                .extracting(RecordedCall::caller, RecordedCall::action, RecordedCall::resource)
                .contains(
                        tuple(name, "dynamodb:GetRecords", stream),
                        tuple(name, "dynamodb:GetShardIterator", stream),
                        tuple(name, "dynamodb:DescribeStream", stream),
                        tuple(name, "dynamodb:ListStreams", stream));
    }

    @Test
    void shouldTellDeletesByTimeToLiveApart() throws Exception {
        String stream = table();
        dynamoDb.updateTimeToLive(request -> request.tableName(name)
                .timeToLiveSpecification(ttl -> ttl.attributeName("expiresAt").enabled(true)));
        map(
                stream,
                request -> request.filterCriteria(filters -> filters.filters(Filter.builder()
                        .pattern(
                                "{\"userIdentity\":{\"type\":[\"Service\"],\"principalId\":[\"dynamodb.amazonaws.com\"]}}")
                        .build())));
        put("old", "1", Long.toString(TIME.now().getEpochSecond() - 100));
        put("kept", "1", "");
        while (dynamoDb.getItem(request -> request.tableName(name).key(key("old")))
                .hasItem()) {
            plane.sweepExpiredItems();
        }

        mappings.awaitDrained(PATIENCE);

        assertThat(records()).singleElement().satisfies(record -> {
            assertThat(record.path("eventName").asText()).isEqualTo("REMOVE");
            assertThat(record.path("userIdentity"))
                    .isEqualTo(JSON.readTree("{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"}"));
        });
    }

    @Test
    void shouldTellTheFailureQueueOfAPoisonRecordAndDeliverTheRest() throws Exception {
        String queue = queue(name + "-lost", Map.of());
        String stream = table();
        for (int number = 0; number < 100; number++) {
            put("key-" + number, number == 42 ? "poison" : "v", "");
        }
        map(
                stream,
                request -> request.batchSize(1_000)
                        .startingPosition(EventSourcePosition.TRIM_HORIZON)
                        .bisectBatchOnFunctionError(true)
                        .maximumRetryAttempts(1)
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                        .destinationConfig(destinations ->
                                destinations.onFailure(failure -> failure.destination(arn(name + "-lost")))));

        mappings.awaitDrained(PATIENCE);

        JsonNode message = JSON.readTree(sqs.receiveMessage(request -> request.queueUrl(queue))
                .messages()
                .getFirst()
                .body());
        JsonNode lost = message.path("DDBStreamBatchInfo");
        assertThat(lost.path("batchSize").asInt()).isOne();
        assertThat(lost.path("streamArn").asText()).isEqualTo(stream);
        assertThat(message.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(message.at("/requestContext/functionArn").asText()).endsWith(":function:" + name + ":live");
        assertThat(message.path("responseContext").has("functionError")).isFalse();
        assertThat(records())
                .filteredOn(record -> record.at("/dynamodb/SequenceNumber")
                        .asText()
                        .equals(lost.path("startSequenceNumber").asText()))
                .isNotEmpty()
                .allSatisfy(record ->
                        assertThat(record.at("/dynamodb/Keys/pk/S").asText()).isEqualTo("key-42"));
        assertThat(records().stream()
                        .map(record -> record.at("/dynamodb/Keys/pk/S").asText())
                        .distinct())
                .hasSize(100);
        assertThat(calls.calls()).contains(new RecordedCall(name, "sqs:SendMessage", arn(name + "-lost")));
    }

    @Test
    void shouldReadADisabledStreamToItsEndAndLeaveTheNextOneAlone() throws Exception {
        String first = table();
        String id = map(first, request -> {});
        mappings.pause(id);
        put("a", "1", "");
        enableStream(false);
        put("b", "in between", "");
        enableStream(true);
        put("c", "2", "");
        mappings.resume(id);

        mappings.awaitDrained(PATIENCE);

        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .containsExactly("a");
        String second = dynamoDb.describeTable(request -> request.tableName(name))
                .table()
                .latestStreamArn();
        assertThat(second).isNotEqualTo(first);
        map(second, request -> {});
        mappings.awaitDrained(PATIENCE);
        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .containsExactly("a", "c");
    }

    @Test
    void shouldDeliverNothingWhilePausedOrDisabledAndEverythingAfterwards() throws Exception {
        String stream = table();
        String id = map(stream, request -> {});
        put("a", "1", "");
        mappings.awaitDrained(PATIENCE);
        mappings.pause(id);
        put("b", "1", "");
        assertThatThrownBy(() -> mappings.awaitDrained(Duration.ofMillis(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(stream);
        assertThat(records()).hasSize(1);
        lambda.updateEventSourceMapping(request -> request.uuid(id).enabled(false));
        mappings.resume(id);
        put("c", "1", "");
        assertThat(records()).hasSize(1);
        lambda.updateEventSourceMapping(
                request -> request.uuid(id).enabled(true).batchSize(1));

        mappings.awaitDrained(PATIENCE);

        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .containsExactly("a", "b", "c");
    }

    @Test
    void shouldBeginWithTheNextChangeWhenAskedForTheLatest() throws Exception {
        String stream = table();
        put("before", "1", "");
        map(stream, request -> request.startingPosition(EventSourcePosition.LATEST));
        put("after", "1", "");

        mappings.awaitDrained(PATIENCE);

        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .containsExactly("after");
    }

    @Test
    void shouldRetryAFailingBatchAndBlockItsShardMeanwhile() throws Exception {
        String stream = table();
        put("a", "explode", "");
        put("b", "1", "");
        map(stream, request -> request.batchSize(1).maximumRetryAttempts(3));

        mappings.awaitDrained(PATIENCE);

        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .containsExactly("a", "a", "a", "a", "b");
    }

    @Test
    void shouldDeliverAQueueAndDeleteWhatTheFunctionProcessed() throws Exception {
        String dead = queue(name + "-dead", Map.of());
        String url = queue(
                name,
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn(name + "-dead") + "\",\"maxReceiveCount\":2}"));
        String id = lambda.createEventSourceMapping(request -> request.eventSourceArn(arn(name))
                        .functionName(name + ":live")
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES))
                .uuid();
        made.add(id);
        for (String body : List.of("one", "poison", "three")) {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }

        mappings.awaitDrained(PATIENCE);

        assertThat(records())
                .extracting(record -> record.path("body").asText())
                .containsOnly("one", "poison", "three")
                .hasSize(4);
        JsonNode record = records().getFirst();
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(record.path("eventSourceARN").asText()).isEqualTo(arn(name));
        assertThat(record.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
        assertThat(sqs.receiveMessage(request -> request.queueUrl(dead)).messages())
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo("poison"));
    }

    @Test
    void shouldDescribeMappingsAsLambdaDoes() {
        String stream = table();
        String id = map(
                stream,
                request -> request.batchSize(500)
                        .maximumBatchingWindowInSeconds(5)
                        .parallelizationFactor(2)
                        .maximumRecordAgeInSeconds(3_600));

        var got = lambda.getEventSourceMapping(request -> request.uuid(id));
        assertThat(got.eventSourceArn()).isEqualTo(stream);
        assertThat(got.functionArn()).endsWith(":function:" + name + ":live");
        assertThat(got.batchSize()).isEqualTo(500);
        assertThat(got.parallelizationFactor()).isEqualTo(2);
        assertThat(got.maximumRecordAgeInSeconds()).isEqualTo(3_600);
        assertThat(got.maximumRetryAttempts()).isEqualTo(-1);
        assertThat(got.state()).isIn("Creating", "Enabled");
        assertThat(got.lastModified()).isBeforeOrEqualTo(TIME.now());
        assertThat(lambda.listEventSourceMappings(request -> request.eventSourceArn(stream))
                        .eventSourceMappings())
                .singleElement()
                .satisfies(listed -> assertThat(listed.uuid()).isEqualTo(id));
        assertThat(lambda.listEventSourceMappings(request -> request.functionName(name + ":live"))
                        .eventSourceMappings())
                .hasSize(1);
        assertThat(lambda.updateEventSourceMapping(request -> request.uuid(id).parallelizationFactor(3))
                        .parallelizationFactor())
                .isEqualTo(3);
        assertThat(lambda.deleteEventSourceMapping(request -> request.uuid(id)).state())
                .isEqualTo("Deleting");
        made.clear();
        assertThatThrownBy(() -> lambda.getEventSourceMapping(request -> request.uuid(id)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void shouldRefuseWhatLambdaRefuses() {
        String stream = table();
        map(stream, request -> {});

        assertThatThrownBy(() -> map(stream, request -> {})).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> map(stream + "x", request -> {})).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> map(stream, request -> request.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class);
        List<Consumer<CreateEventSourceMappingRequest.Builder>> wrong = List.of(
                request -> request.batchSize(10_001),
                request -> request.parallelizationFactor(11),
                request -> request.maximumRecordAgeInSeconds(59),
                request -> request.tumblingWindowInSeconds(901),
                request -> request.startingPosition(EventSourcePosition.AT_TIMESTAMP),
                request -> request.filterCriteria(filters ->
                        filters.filters(Filter.builder().pattern("{\"a\":1}").build())),
                request -> request.destinationConfig(
                        destinations -> destinations.onFailure(failure -> failure.destination("arn:aws:s3:::bucket"))));
        assertThat(IntStream.range(0, wrong.size()))
                .allSatisfy(place -> assertThatThrownBy(() -> map(stream, wrong.get(place)))
                        .as("request %d", place)
                        .isInstanceOf(InvalidParameterValueException.class));
    }

    @Test
    void shouldDeliverNothingAfterItIsClosed() throws Exception {
        String stream = table();
        EventSourceMappings own = new EventSourceMappings(host, plane.service(), queues, calls, TIME);
        own.create(JSON.createObjectNode()
                .put("EventSourceArn", stream)
                .put("FunctionName", name)
                .put("StartingPosition", "TRIM_HORIZON"));
        put("a", "1", "");
        own.awaitDrained(PATIENCE);

        own.close();
        put("b", "1", "");

        assertThat(records()).hasSize(1);
    }

    private List<JsonNode> records() {
        return CollectingHandler.events(name).stream()
                .flatMap(event -> event.path("Records").valueStream())
                .toList();
    }

    private String map(String stream, Consumer<CreateEventSourceMappingRequest.Builder> settings) {
        String id = lambda.createEventSourceMapping(request -> settings.accept(request.eventSourceArn(stream)
                        .functionName(name + ":live")
                        .startingPosition(EventSourcePosition.TRIM_HORIZON)))
                .uuid();
        made.add(id);
        return id;
    }

    /** A table with a stream, active; gives the stream's ARN. */
    private String table() {
        dynamoDb.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        return awaitActive();
    }

    /** The ARN of the stream of a table that is active; the SDK's own waiter would look every 20 seconds. */
    private String awaitActive() {
        TableDescription table =
                dynamoDb.describeTable(request -> request.tableName(name)).table();
        while (table.tableStatus() != TableStatus.ACTIVE) {
            table = dynamoDb.describeTable(request -> request.tableName(name)).table();
        }
        return Optional.ofNullable(table.latestStreamArn()).orElse("");
    }

    private void enableStream(boolean enabled) {
        dynamoDb.updateTable(request -> request.tableName(name).streamSpecification(stream -> {
            stream.streamEnabled(enabled);
            if (enabled) {
                stream.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
            }
        }));
        awaitActive();
    }

    private void put(String key, String value, String expiresAt) {
        Map<String, AttributeValue> item = new HashMap<>(key(key));
        item.put("v", AttributeValue.fromS(value));
        if (!expiresAt.isEmpty()) {
            item.put("expiresAt", AttributeValue.fromN(expiresAt));
        }
        dynamoDb.putItem(request -> request.tableName(name).item(item));
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of("pk", AttributeValue.fromS(key));
    }

    private static WriteRequest put(String key, String value) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder()
                        .item(Map.of("pk", AttributeValue.fromS(key), "v", AttributeValue.fromS(value)))
                        .build())
                .build();
    }

    private void write(List<WriteRequest> batch) {
        dynamoDb.batchWriteItem(request -> request.requestItems(Map.of(name, batch)));
    }

    private static String queue(String queueName, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(request -> request.queueName(queueName).attributes(attributes))
                .queueUrl();
    }

    private static String arn(String queueName) {
        return "arn:aws:sqs:eu-west-1:123456789012:" + queueName;
    }

    private static FunctionDefinition function(String name) {
        return new FunctionDefinition(
                name,
                name,
                "arn:aws:lambda:eu-west-1:123456789012:function:" + name,
                CollectingHandler.class.getName(),
                Map.of("COLLECTION", name),
                Duration.ofSeconds(30),
                128,
                OptionalInt.empty(),
                Optional.of("live"),
                List.of(),
                List.of());
    }
}
