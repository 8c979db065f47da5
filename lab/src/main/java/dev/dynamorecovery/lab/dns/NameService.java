package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject.Endpoint;
import dev.dynamorecovery.lab.template.RecordSetDefinition;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Route 53 of a lab: zones, health checks, and the name server that tells what both come to. */
public final class NameService implements AutoCloseable {

    private static final Duration ENDPOINT_TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final String FUNCTION_URL = ".localhost";

    private final HealthChecks healthChecks;
    private final HostedZones zones;
    private final DnsServer server;
    private final Supplier<URI> front;
    private final LabTime time;

    private NameService(int port, Supplier<URI> front, Predicate<String> routingControlIsOn, LabTime time)
            throws IOException {
        this.front = front;
        this.time = time;
        this.healthChecks = new HealthChecks(new HttpHealthProbe(this::address), routingControlIsOn, time);
        this.zones = new HostedZones(healthChecks::healthy);
        this.server = DnsServer.start(port, new DnsAnswers(zones));
    }

    /**
     * Starts the name server, with nothing to serve yet.
     *
     * @param port 0 takes any that is free
     * @param front where function URLs are reached
     * @param routingControlIsOn by the ARN of a routing control
     */
    public static NameService start(int port, Supplier<URI> front, Predicate<String> routingControlIsOn, LabTime time)
            throws IOException {
        return new NameService(port, front, routingControlIsOn, time);
    }

    /** Where to ask, by UDP or TCP. */
    public InetSocketAddress nameServer() {
        return server.address();
    }

    public HealthChecks healthChecks() {
        return healthChecks;
    }

    /** Route 53's API. */
    public LabService service() {
        return new Route53Service(zones, healthChecks, time);
    }

    /** Makes a hosted zone. */
    public void createZone(String id, String domain) {
        zones.create(id, domain);
    }

    /**
     * Makes what a template has.
     *
     * @throws TemplateException when a record belongs to no zone
     */
    public void deploy(List<HealthCheckDefinition> checks, List<RecordSetDefinition> records) {
        healthChecks.create(checks);
        for (RecordSetDefinition definition : records) {
            try {
                put(definition.hostedZoneId(), RecordSet.of(definition));
            } catch (Route53Fault refused) {
                throw new TemplateException(
                        "record " + definition.logicalId() + " is refused: " + refused.getMessage(), refused);
            }
        }
    }

    /** Begins to check the health of endpoints. */
    public void startChecking() {
        healthChecks.start();
    }

    /** Puts records into a zone, in place of those of the same name, type and identifier. */
    public void put(String zoneId, RecordSet records) {
        zones.require(zoneId).change(List.of(new RecordChange(RecordChange.Action.UPSERT, records)));
    }

    /** Gives a host name an address, in the zone that the name belongs to. */
    public void register(String name, InetAddress address) {
        HostedZone zone = zones.all().stream()
                .filter(each -> each.contains(RecordSet.canonical(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name " + name + " belongs to no zone: give one of "
                        + zones.all().stream().map(HostedZone::name).toList() + ", or a name below it"));
        put(zone.id(), RecordSet.simple(name, "A", ENDPOINT_TIME_TO_LIVE, address.getHostAddress()));
    }

    /** The addresses that a name has now, as the name server would tell; empty when it has none. */
    public List<String> addresses(String name) {
        return zones.lookup(name, "A") instanceof Lookup.Found found
                        && found.records().getLast().type().equals("A")
                ? found.records().getLast().values()
                : List.of();
    }

    /** The name that a name is an alias of now; empty when it is none. */
    public Optional<String> alias(String name) {
        return zones.lookup(name, "CNAME") instanceof Lookup.Found found
                ? Optional.of(
                        RecordSet.canonical(found.records().getFirst().values().getFirst()))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        healthChecks.close();
        server.close();
    }

    private Optional<InetSocketAddress> address(Endpoint endpoint) {
        if (endpoint.host().endsWith(FUNCTION_URL)) {
            return Optional.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), front.get().getPort()));
        }
        String address = endpoint.host().matches("[0-9.]+")
                ? endpoint.host()
                : addresses(endpoint.host()).stream().findFirst().orElse("");
        try {
            return address.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress(InetAddress.getByName(address), endpoint.port()));
        } catch (UnknownHostException notAddress) {
            return Optional.empty();
        }
    }
}
