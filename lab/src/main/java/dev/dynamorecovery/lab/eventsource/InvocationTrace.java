package dev.dynamorecovery.lab.eventsource;

import java.util.Optional;

/**
 * What is told about a failed invocation where its batch is given up.
 *
 * @param functionError empty when the function answered, and named what failed
 */
record InvocationTrace(String requestId, String executedVersion, Optional<String> functionError) {}
