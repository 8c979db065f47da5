package dev.dynamorecovery.lab.routingcontrol;

import dev.dynamorecovery.lab.front.Passage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster with its routing controls. Each of its endpoints is in a Region of its own, and known by it: all share the
 * lab's port, and a request says by its credential scope which it is for.
 */
public final class RoutingControls {

    /** Where the endpoints of every cluster are. */
    public static final List<String> ENDPOINT_REGIONS =
            List.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2");

    static final String SIGNING_NAME = "route53-recovery-cluster";

    /**
     * A routing control.
     *
     * @param name as its control panel shows it
     */
    public record RoutingControl(String arn, String name, boolean on) {}

    private final Map<String, RoutingControl> controls = new TreeMap<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    /** Has a routing control from now on. */
    public synchronized void create(String arn, String name, boolean on) {
        controls.put(arn, new RoutingControl(arn, name, on));
    }

    /** Whether a control is on; one that is not there is off. */
    public synchronized boolean isOn(String arn) {
        RoutingControl control = controls.get(arn);
        return control != null && control.on();
    }

    /** Every control, by ARN. */
    public synchronized List<RoutingControl> all() {
        return List.copyOf(controls.values());
    }

    synchronized Optional<RoutingControl> find(String arn) {
        return Optional.ofNullable(controls.get(arn));
    }

    /**
     * Sets controls, all or none.
     *
     * @return the ARN of one that is not there; empty when all were set
     */
    synchronized Optional<String> set(Map<String, Boolean> states) {
        Optional<String> unknown = states.keySet().stream()
                .filter(arn -> !controls.containsKey(arn))
                .findFirst();
        if (unknown.isEmpty()) {
            new LinkedHashMap<>(states)
                    .forEach((arn, on) -> controls.computeIfPresent(
                            arn, (same, control) -> new RoutingControl(arn, control.name(), on)));
        }
        return unknown;
    }

    /** Lets one endpoint answer no more, whatever becomes of its Region. */
    public void kill(String endpointRegion) {
        requireEndpoint(endpointRegion);
        dead.add(endpointRegion);
    }

    /** Lets an endpoint answer again. */
    public void revive(String endpointRegion) {
        requireEndpoint(endpointRegion);
        dead.remove(endpointRegion);
    }

    /** Drops what is meant for endpoints that were killed; another passage decides about the rest. */
    public Passage before(Passage others) {
        return (accessKeyId, region, service, operation) -> service.equals(SIGNING_NAME) && dead.contains(region)
                ? new Passage.Fate.Dropped()
                : others.of(accessKeyId, region, service, operation);
    }

    private static void requireEndpoint(String region) {
        if (!ENDPOINT_REGIONS.contains(region)) {
            throw new IllegalArgumentException(
                    "Region " + region + " has no endpoint of a cluster: give one of " + ENDPOINT_REGIONS);
        }
    }
}
