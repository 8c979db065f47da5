package dev.dynamorecovery.aws.traffic;

import dev.dynamorecovery.core.failover.traffic.TrafficMove;
import dev.dynamorecovery.core.failover.traffic.TrafficSwitch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;

/**
 * ARC's routing controls lead the name, one for each group and Region. The cluster has five endpoints in five Regions and
 * works while three of them do: each is tried until one takes the change. The target is let in before the old Region is
 * shut out, so that the name never leads nowhere.
 */
public final class RoutingControlTraffic implements TrafficSwitch {

    /**
     * One endpoint of the cluster.
     *
     * @param region by which its calls are signed
     */
    public record Endpoint(String region, String url) {}

    private final List<Endpoint> endpoints;
    private final Map<String, String> controls;
    private final Function<Endpoint, Route53RecoveryClusterClient> clients;

    /**
     * @param endpoints in the order in which they are tried
     * @param controls ARNs of the routing controls by {@code <group>:<Region>}
     */
    public RoutingControlTraffic(
            List<Endpoint> endpoints,
            Map<String, String> controls,
            Function<Endpoint, Route53RecoveryClusterClient> clients) {
        this.endpoints = List.copyOf(endpoints);
        this.controls = Map.copyOf(controls);
        this.clients = clients;
    }

    @Override
    public String lead(TrafficMove move) {
        String target = control(move.group(), move.to());
        String old = control(move.group(), move.from());
        SdkException last = null;
        for (Endpoint endpoint : endpoints) {
            try (Route53RecoveryClusterClient client = clients.apply(endpoint)) {
                set(client, target, RoutingControlState.ON);
                set(client, old, RoutingControlState.OFF);
                return "routing control of " + move.to() + " is on and that of " + move.from()
                        + " is off, by the endpoint in " + endpoint.region();
            } catch (SdkException unreachable) {
                // Whatever this endpoint did: the next one is told the same.
                last = unreachable;
            }
        }
        throw new IllegalStateException(
                "none of the " + endpoints.size() + " routing-control endpoints took the change: "
                        + (last == null ? "RoutingControlEndpoints names none" : last.getMessage()),
                last);
    }

    @Override
    public String describe(TrafficMove move) {
        return "routing control " + control(move.group(), move.to()) + " would be turned on, then "
                + control(move.group(), move.from()) + " off, by the first of " + endpoints.size()
                + " endpoints that answers";
    }

    private static void set(Route53RecoveryClusterClient client, String control, RoutingControlState state) {
        client.updateRoutingControlState(
                request -> request.routingControlArn(control).routingControlState(state));
    }

    private String control(String group, String region) {
        String arn = controls.get(group + ":" + region);
        if (arn == null) {
            throw new IllegalStateException("RoutingControls has no entry " + group + ":" + region
                    + ": give group:Region=ARN for each group and Region");
        }
        return arn;
    }
}
