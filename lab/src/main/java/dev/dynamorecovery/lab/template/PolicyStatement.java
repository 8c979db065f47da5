package dev.dynamorecovery.lab.template;

import java.util.List;

/**
 * One statement of an IAM policy of the template, resolved.
 *
 * @param sid the statement's name, empty when it has none
 * @param effect {@code Allow} or {@code Deny}
 * @param actions such as {@code dynamodb:Scan}, with wildcards as written
 * @param resources ARN patterns
 */
public record PolicyStatement(String sid, String effect, List<String> actions, List<String> resources) {}
