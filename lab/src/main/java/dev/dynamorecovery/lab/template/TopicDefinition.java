package dev.dynamorecovery.lab.template;

import java.util.List;

/** A topic of the template with the subscriptions it starts with. */
public record TopicDefinition(String logicalId, String name, String arn, List<Subscription> subscriptions) {

    /**
     * Who is told.
     *
     * @param protocol such as {@code email}
     */
    public record Subscription(String protocol, String endpoint) {}
}
