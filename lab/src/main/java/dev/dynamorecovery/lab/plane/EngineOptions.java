package dev.dynamorecovery.lab.plane;

import java.net.URI;
import java.util.Optional;

/**
 * Which engine stands behind the recovery plane.
 *
 * @param endpoint of a DynamoDB-compatible server whose tables belong to the lab alone; empty starts DynamoDB Local
 */
public record EngineOptions(Optional<URI> endpoint) {

    /** DynamoDB Local, in process and in memory. */
    public static EngineOptions dynamoDbLocal() {
        return new EngineOptions(Optional.empty());
    }

    /** Another server that speaks DynamoDB's JSON protocol. */
    public static EngineOptions at(URI endpoint) {
        return new EngineOptions(Optional.of(endpoint));
    }

    ItemEngine start() {
        return endpoint.<ItemEngine>map(HttpItemEngine::new).orElseGet(DynamoDbLocalEngine::start);
    }
}
