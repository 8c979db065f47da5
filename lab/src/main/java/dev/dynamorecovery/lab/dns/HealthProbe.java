package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject.Endpoint;

/** Asks an endpoint once whether it is healthy. */
@FunctionalInterface
interface HealthProbe {

    /**
     * What came of it.
     *
     * @param status in Route 53's words
     */
    record Answer(boolean healthy, String status) {}

    Answer ask(Endpoint endpoint) throws InterruptedException;
}
