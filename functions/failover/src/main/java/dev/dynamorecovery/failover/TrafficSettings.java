package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.traffic.HealthCheckTraffic;
import dev.dynamorecovery.aws.traffic.RecordChangeTraffic;
import dev.dynamorecovery.aws.traffic.RoutingControlTraffic;
import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.TrafficSwitch;
import dev.dynamorecovery.core.plan.TrafficMethod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClientBuilder;

/** What the deployment says of the ways of traffic. */
record TrafficSettings(Environment environment, AwsClients clients) {

    /** An endpoint that does not answer is left for the next one: five of them have to fit into seconds. */
    private static final Duration ENDPOINT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration CONTROL_PLANE_TIMEOUT = Duration.ofSeconds(10);
    private static final int CONTROL_PLANE_ATTEMPTS = 3;

    TrafficSwitch trafficSwitch(TrafficMethod method) {
        return switch (method) {
            case HEALTH_CHECK -> new HealthCheckTraffic();
            case ROUTING_CONTROL ->
                new RoutingControlTraffic(endpoints(), pairs("ROUTING_CONTROLS"), this::clusterClient);
            case RECORD_CHANGE ->
                new RecordChangeTraffic(
                        clients.impatient(CONTROL_PLANE_TIMEOUT, CONTROL_PLANE_ATTEMPTS)
                                .client(Route53Client.builder()),
                        environment.required("HOSTED_ZONE_ID"),
                        addresses(environment));
        };
    }

    static ApplicationAddresses addresses(Environment environment) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        environment
                .optional("PRIMARY_ENDPOINT")
                .ifPresent(host -> endpoints.put(environment.required("PRIMARY_REGION"), host));
        environment
                .optional("STANDBY_ENDPOINT")
                .ifPresent(host -> endpoints.put(environment.required("STANDBY_REGION"), host));
        return new ApplicationAddresses(
                environment.optional("APPLICATION_DOMAIN"), endpoints, environment.optional("APPLICATION_PROBE_URL"));
    }

    private List<RoutingControlTraffic.Endpoint> endpoints() {
        List<RoutingControlTraffic.Endpoint> endpoints = new ArrayList<>();
        pairs("ROUTING_CONTROL_ENDPOINTS")
                .forEach((region, url) -> endpoints.add(new RoutingControlTraffic.Endpoint(region, url)));
        return endpoints;
    }

    private Route53RecoveryClusterClient clusterClient(RoutingControlTraffic.Endpoint endpoint) {
        Route53RecoveryClusterClientBuilder builder = Route53RecoveryClusterClient.builder();
        AwsClients there = clients.in(endpoint.region()).impatient(ENDPOINT_TIMEOUT, 1);
        return there.at(URI.create(endpoint.url())).client(builder);
    }

    /** {@code key=value} pairs, separated by commas. */
    private Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : environment.optional(name).orElse("").split(",", -1)) {
            int separator = pair.indexOf('=');
            if (separator > 0) {
                pairs.put(
                        pair.substring(0, separator).strip(),
                        pair.substring(separator + 1).strip());
            } else if (!pair.isBlank()) {
                throw new IllegalStateException(
                        "Environment variable " + name + " holds '" + pair + "': give key=value, separated by commas");
            }
        }
        return pairs;
    }
}
