package dev.dynamorecovery.lab.notification;

import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.query.QueryFault;
import dev.dynamorecovery.lab.query.QueryRequest;
import dev.dynamorecovery.lab.query.QueryService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.TopicDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** SNS with the operations the suite and its operators use; it keeps what is published and sends nothing. */
public final class NotificationService extends QueryService {

    private record Subscription(String arn, String protocol, String endpoint) {}

    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final int MESSAGE_LIMIT_BYTES = 262_144;

    private final LabTime time;
    private final Consumer<PublishedMessage> listener;
    private final Map<String, List<Subscription>> topics = new ConcurrentSkipListMap<>();
    private final List<PublishedMessage> messages = new CopyOnWriteArrayList<>();

    /** @param listener told of each message as it is published */
    public NotificationService(LabTime time, Consumer<PublishedMessage> listener) {
        super("sns", "http://sns.amazonaws.com/doc/2010-03-31/");
        this.time = time;
        this.listener = listener;
    }

    /** Makes a topic of the template, with its subscriptions. */
    public void create(TopicDefinition topic) {
        List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        topics.put(topic.arn(), subscriptions);
        topic.subscriptions()
                .forEach(subscription ->
                        subscriptions.add(subscription(topic.arn(), subscription.protocol(), subscription.endpoint())));
    }

    /** Everything published so far, oldest first. */
    public List<PublishedMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public List<String> resources(LabRequest request) {
        return QueryRequest.of(request).find("TopicArn").stream().toList();
    }

    @Override
    protected Xml answer(QueryRequest request) {
        return switch (request.action()) {
            case "CreateTopic" -> createTopic(request);
            case "DeleteTopic" -> {
                topics.remove(request.require("TopicArn"));
                yield new Xml();
            }
            case "ListTopics" ->
                new Xml().members("Topics", topics.keySet(), (member, arn) -> member.text("TopicArn", arn));
            case "Publish" -> publish(request);
            case "Subscribe" -> {
                List<Subscription> subscriptions = topic(request);
                Subscription added = subscription(
                        request.require("TopicArn"), request.require("Protocol"), request.require("Endpoint"));
                subscriptions.add(added);
                yield new Xml().text("SubscriptionArn", added.arn());
            }
            case "ListSubscriptionsByTopic" -> list(request.require("TopicArn"), topic(request));
            case "ListSubscriptions" -> {
                Xml all = new Xml();
                topics.forEach((arn, subscriptions) ->
                        subscriptions.forEach(subscription -> all.element("member", describe(arn, subscription))));
                yield new Xml().element("Subscriptions", all);
            }
            default -> throw QueryFault.invalidAction(request.action());
        };
    }

    private Xml createTopic(QueryRequest request) {
        String name = request.require("Name");
        if (!TOPIC_NAME.matcher(name).matches()) {
            throw new QueryFault("InvalidParameter", "Invalid parameter: Topic Name", 400);
        }
        String arn = "arn:aws:sns:" + request.region() + ":" + StackIdentity.LAB_ACCOUNT_ID + ":" + name;
        topics.putIfAbsent(arn, new CopyOnWriteArrayList<>());
        return new Xml().text("TopicArn", arn);
    }

    private Xml publish(QueryRequest request) {
        topic(request);
        String message = request.require("Message");
        if (message.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MESSAGE_LIMIT_BYTES) {
            throw new QueryFault("InvalidParameter", "Invalid parameter: Message too long", 400);
        }
        String subject = request.find("Subject").orElse("");
        if (subject.length() > 100 || subject.chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw new QueryFault("InvalidParameter", "Invalid parameter: Subject", 400);
        }
        return new Xml()
                .text(
                        "MessageId",
                        publish(request.require("TopicArn"), subject, message).messageId());
    }

    /**
     * Publishes for a service that needs no signed request to do so.
     *
     * @param subject empty for none
     */
    public PublishedMessage publish(String topicArn, String subject, String message) {
        if (!topics.containsKey(topicArn)) {
            throw new QueryFault("NotFound", "Topic does not exist", 404);
        }
        PublishedMessage published =
                new PublishedMessage(UUID.randomUUID().toString(), topicArn, subject, message, time.now());
        messages.add(published);
        listener.accept(published);
        return published;
    }

    private List<Subscription> topic(QueryRequest request) {
        List<Subscription> subscriptions = topics.get(request.require("TopicArn"));
        if (subscriptions == null) {
            throw new QueryFault("NotFound", "Topic does not exist", 404);
        }
        return subscriptions;
    }

    private static Xml list(String topicArn, List<Subscription> subscriptions) {
        Xml list = new Xml();
        subscriptions.forEach(subscription -> list.element("member", describe(topicArn, subscription)));
        return new Xml().element("Subscriptions", list);
    }

    private static Xml describe(String topicArn, Subscription subscription) {
        return new Xml()
                .text("TopicArn", topicArn)
                .text("Protocol", subscription.protocol())
                .text("SubscriptionArn", subscription.arn())
                .text("Owner", StackIdentity.LAB_ACCOUNT_ID)
                .text("Endpoint", subscription.endpoint());
    }

    private static Subscription subscription(String topicArn, String protocol, String endpoint) {
        return new Subscription(topicArn + ":" + UUID.randomUUID(), protocol, endpoint);
    }
}
