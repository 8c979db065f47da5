package dev.dynamorecovery.lab.machine.integration;

/**
 * On whose behalf a task calls: services record calls under its access key id.
 *
 * @param region where the state machine runs
 */
public record Caller(String region, String accessKeyId) {}
