package dev.dynamorecovery.lab.queue;

import dev.dynamorecovery.lab.template.QueueDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** Every queue of the lab, in all Regions. */
public final class Queues {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final LabTime time;
    private final Map<String, Queue> byArn = new ConcurrentSkipListMap<>();

    public Queues(LabTime time) {
        this.time = time;
    }

    /** Makes a queue of the template. */
    public void create(QueueDefinition definition) {
        byArn.put(
                definition.arn(),
                new Queue(
                        definition.name(),
                        definition.arn(),
                        QueueSettings.DEFAULTS.with(definition.attributes()),
                        time,
                        this::find));
    }

    public Optional<Queue> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /** The queue there is, when it has the attributes asked for; else a new one. */
    Queue create(String region, String name, Map<String, String> attributes) {
        if (!NAME.matcher(name).matches()) {
            throw QueueFault.of(
                    "InvalidParameterValue",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        String arn = arn(region, name);
        QueueSettings wanted = QueueSettings.DEFAULTS.with(attributes);
        Queue queue = byArn.computeIfAbsent(arn, missing -> new Queue(name, arn, wanted, time, this::find));
        if (!queue.settings().with(attributes).equals(queue.settings())) {
            throw QueueFault.of(
                    "QueueNameExists", "A queue already exists with the same name and a different value of attributes");
        }
        return queue;
    }

    void delete(Queue queue) {
        byArn.remove(queue.arn(), queue);
    }

    List<Queue> list(String region, String prefix) {
        return byArn.values().stream()
                .filter(queue -> queue.arn().startsWith(arn(region, prefix)))
                .toList();
    }

    static String arn(String region, String name) {
        return "arn:aws:sqs:" + region + ":" + StackIdentity.LAB_ACCOUNT_ID + ":" + name;
    }
}
