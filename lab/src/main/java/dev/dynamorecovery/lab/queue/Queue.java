package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.queue.QueueSettings.Redrive;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One standard queue: messages in the order in which they were sent, each hidden while a receiver has it. */
public final class Queue {

    /** Longer than any work takes: a receiver that tells when it is done holds a message until then. */
    public static final Duration UNTIL_TOLD = Duration.ofDays(365);

    private static final class Stored {

        private final String id;
        private final String body;
        private final ObjectNode attributes;
        private final String senderId;
        private final Instant sentAt;
        private final Optional<String> deadLetterSourceArn;
        private Instant visibleAt;
        private int receiveCount;
        private @Nullable Instant firstReceivedAt;

        Stored(
                String id,
                String body,
                ObjectNode attributes,
                String senderId,
                Instant sentAt,
                Optional<String> deadLetterSourceArn,
                Instant visibleAt) {
            this.id = id;
            this.body = body;
            this.attributes = attributes;
            this.senderId = senderId;
            this.sentAt = sentAt;
            this.deadLetterSourceArn = deadLetterSourceArn;
            this.visibleAt = visibleAt;
        }

        String receiptHandle() {
            return id + "/" + receiveCount;
        }
    }

    /** How many messages a queue holds, by what a receiver would get of them. */
    record Counts(int visible, int hidden, int delayed) {}

    private final String name;
    private final String arn;
    private final LabTime time;
    private final Instant createdAt;
    private final DeadLetters deadLetters;
    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private QueueSettings settings;

    /** Where messages go that were received too often. */
    @FunctionalInterface
    interface DeadLetters {

        /** The queue of an ARN, when there is one. */
        Optional<Queue> find(String arn);
    }

    Queue(String name, String arn, QueueSettings settings, LabTime time, DeadLetters deadLetters) {
        this.name = name;
        this.arn = arn;
        this.settings = settings;
        this.time = time;
        this.createdAt = time.now();
        this.deadLetters = deadLetters;
    }

    public String name() {
        return name;
    }

    public String arn() {
        return arn;
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized QueueSettings settings() {
        return settings;
    }

    synchronized void settings(QueueSettings changed) {
        settings = changed;
    }

    /** How long a message stays hidden when its receiver says nothing else. */
    public Duration visibilityTimeout() {
        return settings().visibilityTimeout();
    }

    /** Sends a message with the queue's own delay and without attributes; gives its id. */
    public String send(String body, String senderId) {
        return send(body, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), senderId, null);
    }

    /** @param delay null for the queue's own */
    synchronized String send(String body, ObjectNode attributes, String senderId, @Nullable Duration delay) {
        Instant now = time.now();
        Stored message = new Stored(
                UUID.randomUUID().toString(),
                body,
                attributes,
                senderId,
                now,
                Optional.empty(),
                now.plus(time.scaled(delay == null ? settings.delay() : delay)));
        messages.put(message.id, message);
        return message.id;
    }

    /**
     * Takes messages that nobody has, and hides them.
     *
     * @param visibility how long, nominally
     */
    public List<QueueMessage> receive(int most, Duration visibility) {
        List<Stored> tooOften = new ArrayList<>();
        List<QueueMessage> received;
        Optional<Redrive> redrive;
        synchronized (this) {
            redrive = settings.redrive();
            received = receive(most, visibility, redrive, tooOften);
        }
        // Outside of the lock: two queues may be each other's dead-letter queue.
        redrive.flatMap(policy -> deadLetters.find(policy.deadLetterArn()))
                .ifPresent(target -> tooOften.forEach(message -> target.accept(message, arn)));
        return received;
    }

    private List<QueueMessage> receive(
            int most, Duration visibility, Optional<Redrive> redrive, List<Stored> tooOften) {
        forgetExpired();
        Instant now = time.now();
        int receivesAllowed = redrive.filter(
                        policy -> deadLetters.find(policy.deadLetterArn()).isPresent())
                .map(Redrive::maxReceiveCount)
                .orElse(Integer.MAX_VALUE);
        List<QueueMessage> received = new ArrayList<>();
        Iterator<Stored> candidates = messages.values().iterator();
        while (candidates.hasNext() && received.size() < most) {
            Stored message = candidates.next();
            if (message.visibleAt.isAfter(now)) {
                continue;
            }
            if (message.receiveCount >= receivesAllowed) {
                tooOften.add(message);
                candidates.remove();
                continue;
            }
            message.receiveCount++;
            Instant first = message.firstReceivedAt == null ? now : message.firstReceivedAt;
            message.firstReceivedAt = first;
            message.visibleAt = now.plus(time.scaled(visibility));
            received.add(new QueueMessage(
                    message.id,
                    message.body,
                    message.attributes,
                    message.senderId,
                    message.sentAt,
                    message.receiptHandle(),
                    message.receiveCount,
                    first,
                    message.deadLetterSourceArn));
        }
        return received;
    }

    private synchronized void accept(Stored dead, String sourceArn) {
        messages.put(
                dead.id,
                new Stored(
                        dead.id,
                        dead.body,
                        dead.attributes,
                        dead.senderId,
                        dead.sentAt,
                        Optional.of(sourceArn),
                        time.now()));
    }

    /** Deletes a message; the handle of an earlier receive deletes nothing, and is no error. */
    public synchronized void delete(String receiptHandle) {
        Stored message = messages.get(messageId(receiptHandle));
        if (message != null && message.receiptHandle().equals(receiptHandle)) {
            messages.remove(message.id);
        }
    }

    /**
     * Changes how long a received message stays hidden, from now on.
     *
     * @param visibility nominal; zero gives it back at once
     */
    public synchronized void changeVisibility(String receiptHandle, Duration visibility) {
        Stored message = messages.get(messageId(receiptHandle));
        Instant now = time.now();
        if (message == null || !message.receiptHandle().equals(receiptHandle) || !message.visibleAt.isAfter(now)) {
            throw QueueFault.of("MessageNotInflight", "The message referred to isn't in flight.");
        }
        message.visibleAt = now.plus(time.scaled(visibility));
    }

    /** Like {@link #changeVisibility}, for a receiver that cannot know whether the message is still there. */
    public synchronized void giveBack(String receiptHandle, Duration visibility) {
        Stored message = messages.get(messageId(receiptHandle));
        if (message != null && message.receiptHandle().equals(receiptHandle)) {
            message.visibleAt = time.now().plus(time.scaled(visibility));
        }
    }

    synchronized void purge() {
        messages.clear();
    }

    /** How many messages wait for a receiver now. */
    public int visibleMessages() {
        return counts().visible();
    }

    synchronized Counts counts() {
        forgetExpired();
        Instant now = time.now();
        int hidden = 0;
        int delayed = 0;
        for (Stored message : messages.values()) {
            if (message.visibleAt.isAfter(now)) {
                if (message.receiveCount == 0) {
                    delayed++;
                } else {
                    hidden++;
                }
            }
        }
        return new Counts(messages.size() - hidden - delayed, hidden, delayed);
    }

    /** How many messages there are, received ones included. */
    public int size() {
        Counts counts = counts();
        return counts.visible() + counts.hidden() + counts.delayed();
    }

    private void forgetExpired() {
        Instant horizon = time.now().minus(settings.retention());
        messages.values().removeIf(message -> message.sentAt.isBefore(horizon));
    }

    private static String messageId(String receiptHandle) {
        int slash = receiptHandle.indexOf('/');
        if (slash < 0) {
            throw QueueFault.of(
                    "ReceiptHandleIsInvalid", "The input receipt handle \"" + receiptHandle + "\" is not valid.");
        }
        return receiptHandle.substring(0, slash);
    }
}
