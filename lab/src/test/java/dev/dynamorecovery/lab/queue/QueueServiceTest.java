package dev.dynamorecovery.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class QueueServiceTest {

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));
    private final CallRecord calls = new CallRecord();
    private final Queues queues = new Queues(time);
    private LabFront front;
    private SqsClient sqs;

    @BeforeEach
    void start() throws Exception {
        front = LabFront.start(0, calls);
        front.serve(new QueueService(queues, time));
        sqs = LabClients.of(SqsClient.builder(), front.endpoint(), Region.EU_WEST_1);
    }

    @AfterEach
    void stop() {
        sqs.close();
        front.close();
    }

    @Test
    void shouldDeliverAMessageWithItsAttributesAndChecksums() {
        String url = create("failures", Map.of());
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody("{\"a\":\"ä\"}")
                .messageAttributes(Map.of(
                        "cause",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("poison")
                                        .build(),
                        "raw",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromUtf8String("x"))
                                        .build())));

        Message message = sqs.receiveMessage(request -> request.queueUrl(url)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages()
                .getFirst();

        // The SDK itself refuses a body or attributes that do not fit their MD5.
        assertThat(message.body()).isEqualTo("{\"a\":\"ä\"}");
        assertThat(message.messageAttributes())
                .containsEntry(
                        "cause",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("poison")
                                .build());
        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsEntry(MessageSystemAttributeName.SENT_TIMESTAMP, "1772359200000");
        assertThat(calls.calls())
                .contains(new RecordedCall(
                        "LABOPERATOR", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:failures"));
    }

    @Test
    void shouldHideAReceivedMessageUntilItsVisibilityTimeoutAndForgetADeletedOne() {
        String url = create("work", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60"));
        send(url, "one");
        Message first = receive(url).getFirst();

        assertThat(receive(url)).isEmpty();
        time.advance(Duration.ofSeconds(61));
        Message again = receive(url).getFirst();
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(first.receiptHandle()));
        assertThat(queue("work").size()).isOne();
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(again.receiptHandle()));
        assertThat(queue("work").size()).isZero();
    }

    @Test
    void shouldGiveAMessageBackWhenItsReceiverSaysSo() {
        String url = create("work", Map.of());
        send(url, "one");
        String handle = receive(url).getFirst().receiptHandle();

        sqs.changeMessageVisibility(
                request -> request.queueUrl(url).receiptHandle(handle).visibilityTimeout(0));

        assertThat(receive(url)).hasSize(1);
    }

    @Test
    void shouldMoveAMessageThatWasReceivedTooOftenToTheDeadLetterQueue() {
        String dead = create("dead", Map.of());
        String url = create(
                "work",
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:dead\",\"maxReceiveCount\":2}"));
        String id = send(url, "one");
        for (int times = 0; times < 2; times++) {
            assertThat(receive(url)).hasSize(1);
            time.advance(Duration.ofSeconds(31));
        }

        assertThat(receive(url)).isEmpty();
        assertThat(receive(dead))
                .singleElement()
                .satisfies(message -> assertThat(message.messageId()).isEqualTo(id));
    }

    @Test
    void shouldWaitForAMessageAsLongAsAskedAndNoLonger() {
        String url = create("work", Map.of());
        Instant before = time.now();

        assertThat(sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20))
                        .messages())
                .isEmpty();
        assertThat(Duration.between(before, time.now())).isEqualTo(Duration.ofSeconds(20));
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("late").delaySeconds(5));
        assertThat(sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20))
                        .messages())
                .hasSize(1);
        assertThat(Duration.between(before, time.now())).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void shouldForgetMessagesWhenTheirRetentionHasPassed() {
        String url = create("work", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"));
        send(url, "one");
        time.advance(Duration.ofDays(14));
        assertThat(queue("work").size()).isOne();
        time.advance(Duration.ofSeconds(1));
        assertThat(queue("work").size()).isZero();
    }

    @Test
    void shouldTellOfBatchesEntryByEntry() {
        String url = create("work", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));

        var sent = sqs.sendMessageBatch(request ->
                request.queueUrl(url).entries(sending("a", "one"), sending("b", "x".repeat(1_025))));
        assertThat(sent.successful())
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo("a"));
        assertThat(sent.failed())
                .singleElement()
                .satisfies(entry -> assertThat(entry.code()).isEqualTo("InvalidParameterValue"));
        String handle = receive(url).getFirst().receiptHandle();
        assertThat(sqs.deleteMessageBatch(request -> request.queueUrl(url)
                                .entries(DeleteMessageBatchRequestEntry.builder()
                                        .id("a")
                                        .receiptHandle(handle)
                                        .build()))
                        .successful())
                .hasSize(1);
        assertThatThrownBy(() -> sqs.sendMessageBatch(
                        request -> request.queueUrl(url).entries(sending("a", "1"), sending("a", "2"))))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    }

    @Test
    void shouldDescribeListAndPurgeQueues() {
        String url = create("failures-a", Map.of());
        create("failures-b", Map.of());
        create("other", Map.of());
        send(url, "one");
        send(url, "two");
        receive(url);

        assertThat(sqs.getQueueUrl(request -> request.queueName("failures-a")).queueUrl())
                .isEqualTo(url)
                .isEqualTo("https://sqs.eu-west-1.amazonaws.com/123456789012/failures-a");
        assertThat(sqs.listQueues(request -> request.queueNamePrefix("failures"))
                        .queueUrls())
                .hasSize(2);
        assertThat(sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:eu-west-1:123456789012:failures-a");
        sqs.purgeQueue(request -> request.queueUrl(url));
        assertThat(queue("failures-a").size()).isZero();
    }

    @Test
    void shouldRefuseInTheServicesOwnWords() {
        create("work", Map.of(QueueAttributeName.DELAY_SECONDS, "1"));

        assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("nobody")))
                .isInstanceOf(QueueDoesNotExistException.class);
        assertThatThrownBy(() -> create("work", Map.of(QueueAttributeName.DELAY_SECONDS, "2")))
                .isInstanceOf(QueueNameExistsException.class);
        assertThatThrownBy(() -> create("work.fifo", Map.of())).isInstanceOf(SqsException.class);
        assertThatThrownBy(() -> create("fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .hasMessageContaining("Unknown Attribute FifoQueue");
        assertThatThrownBy(() -> sqs.listMessageMoveTasks(request -> request.sourceArn("arn")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("does not support the operation ListMessageMoveTasks");
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static SendMessageBatchRequestEntry sending(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    private String send(String url, String body) {
        return sqs.sendMessage(request -> request.queueUrl(url).messageBody(body))
                .messageId();
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(request -> request.queueUrl(url)).messages();
    }

    private Queue queue(String name) {
        return queues.find("arn:aws:sqs:eu-west-1:123456789012:" + name).orElseThrow();
    }
}
