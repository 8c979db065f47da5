package dev.dynamorecovery.core.audit.posture;

/**
 * An event source mapping from the table's stream to the change log.
 *
 * @param state Lambda's, such as {@code Enabled}
 * @param lastResult Lambda's word on its last processing, such as {@code OK}
 */
public record StreamDelivery(String id, String streamArn, String state, String lastResult) {}
