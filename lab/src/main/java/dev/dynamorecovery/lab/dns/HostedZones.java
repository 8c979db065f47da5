package dev.dynamorecovery.lab.dns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** Every hosted zone, and what they answer while health checks say what they say. */
final class HostedZones {

    private static final int MOST_ALIASES = 8;

    private final Map<String, HostedZone> zones = new ConcurrentSkipListMap<>();
    private final Predicate<String> healthy;

    /** @param healthy what a health check says, by its id */
    HostedZones(Predicate<String> healthy) {
        this.healthy = healthy;
    }

    HostedZone create(String id, String name) {
        HostedZone zone = new HostedZone(id, name);
        zones.put(id, zone);
        return zone;
    }

    Collection<HostedZone> all() {
        return zones.values();
    }

    /** @throws Route53Fault when there is none */
    HostedZone require(String id) {
        HostedZone zone = zones.get(id);
        if (zone == null) {
            throw new Route53Fault("NoSuchHostedZone", "No hosted zone found with ID: " + id, 404);
        }
        return zone;
    }

    Lookup lookup(String name, String type) {
        List<RecordSet> found = new ArrayList<>();
        String current = RecordSet.canonical(name);
        while (found.size() < MOST_ALIASES) {
            Optional<HostedZone> zone = zoneOf(current);
            if (zone.isEmpty()) {
                break;
            }
            Optional<RecordSet> records = choose(zone.get().records(current, type));
            if (records.isPresent()) {
                found.add(records.get());
                break;
            }
            Optional<RecordSet> alias = choose(zone.get().records(current, "CNAME"));
            if (alias.isEmpty()) {
                if (found.isEmpty()) {
                    return zone.get().has(current) ? new Lookup.NoRecords(zone.get()) : new Lookup.NoName(zone.get());
                }
                break;
            }
            found.add(alias.get());
            current = RecordSet.canonical(alias.get().values().getFirst());
        }
        return found.isEmpty() ? new Lookup.NotHere() : new Lookup.Found(found);
    }

    private Optional<RecordSet> choose(List<RecordSet> candidates) {
        return FailoverChoice.of(
                candidates,
                records -> records.healthCheckId().map(healthy::test).orElse(true));
    }

    private Optional<HostedZone> zoneOf(String name) {
        return zones.values().stream()
                .filter(zone -> zone.contains(name))
                .max(Comparator.comparingInt(zone -> zone.name().length()));
    }
}
