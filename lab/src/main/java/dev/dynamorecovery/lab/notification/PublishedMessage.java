package dev.dynamorecovery.lab.notification;

import java.time.Instant;

/**
 * A message somebody published; the lab keeps it and delivers it to nobody.
 *
 * @param subject empty when there is none
 */
public record PublishedMessage(
        String messageId, String topicArn, String subject, String message, Instant publishedAt) {}
