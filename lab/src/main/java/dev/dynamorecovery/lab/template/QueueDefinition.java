package dev.dynamorecovery.lab.template;

import java.util.Map;

/**
 * A queue of the template.
 *
 * @param url what {@code Ref} gives
 * @param attributes as CreateQueue takes them, such as {@code VisibilityTimeout} and {@code RedrivePolicy}
 */
public record QueueDefinition(String logicalId, String name, String arn, String url, Map<String, String> attributes) {}
