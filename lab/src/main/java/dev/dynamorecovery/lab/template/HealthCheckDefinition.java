package dev.dynamorecovery.lab.template;

import java.time.Duration;
import java.util.List;

/**
 * A Route 53 health check of the template.
 *
 * @param id as records refer to it
 * @param inverted whether it says the contrary of what it finds
 */
public record HealthCheckDefinition(String logicalId, String id, boolean inverted, Subject subject) {

    /** What a health check looks at. */
    public sealed interface Subject {

        /**
         * A web server, asked again and again.
         *
         * @param secure whether by HTTPS
         * @param host a domain name or an IP address
         * @param path starts with a slash
         * @param failureThreshold how many answers in a row change the status
         */
        record Endpoint(
                boolean secure, String host, int port, String path, Duration requestInterval, int failureThreshold)
                implements Subject {}

        /**
         * Other health checks.
         *
         * @param healthThreshold how many have to be healthy
         */
        record Calculated(List<String> children, int healthThreshold) implements Subject {
            public Calculated {
                children = List.copyOf(children);
            }
        }

        /** A routing control: healthy while it is on. */
        record RoutingControl(String arn) implements Subject {}
    }
}
