package dev.dynamorecovery.lab.machine.integration;

/**
 * The Resource of a Task state, resolved.
 *
 * @param arn as the definition has it
 * @param callback whether the task ends when its token comes back ({@code .waitForTaskToken})
 */
public record TaskResource(String arn, TaskAction action, boolean callback) {}
