package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as a receiver gets it.
 *
 * @param attributes message attributes by name, in the wire's form
 * @param senderId who sent it: the access key id stands for the principal
 * @param receiptHandle what deletes it after this receive
 * @param receiveCount how often it was received from this queue, this time included
 */
public record QueueMessage(
        String messageId,
        String body,
        ObjectNode attributes,
        String senderId,
        Instant sentAt,
        String receiptHandle,
        int receiveCount,
        Instant firstReceivedAt,
        Optional<String> deadLetterSourceArn) {

    /** As clients compare it with what they received. */
    public String bodyMd5() {
        return MessageDigests.ofBody(body);
    }

    /** What SQS itself knows about the message, by the names of its API. */
    public ObjectNode systemAttributes() {
        ObjectNode known = JsonNodeFactory.instance
                .objectNode()
                .put("SenderId", senderId)
                .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()))
                .put("ApproximateReceiveCount", Integer.toString(receiveCount))
                .put("ApproximateFirstReceiveTimestamp", Long.toString(firstReceivedAt.toEpochMilli()));
        deadLetterSourceArn.ifPresent(arn -> known.put("DeadLetterQueueSourceArn", arn));
        return known;
    }
}
