package dev.dynamorecovery.lab.template;

/**
 * A function URL of the template.
 *
 * @param id the first label of its host
 * @param host that it answers at, without a port
 * @param functionArn of the function behind it, with the qualifier if it has one
 */
public record FunctionUrlDefinition(String logicalId, String id, String host, String functionArn) {}
