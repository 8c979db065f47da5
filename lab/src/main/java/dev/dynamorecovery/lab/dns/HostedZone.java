package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.dns.RecordChange.Action;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The records of a domain. */
final class HostedZone {

    private record Key(String name, String type, String setIdentifier) implements Comparable<Key> {

        static Key of(RecordSet records) {
            return new Key(records.name(), records.type(), records.setIdentifier());
        }

        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            int byType = byName != 0 ? byName : type.compareTo(other.type);
            return byType != 0 ? byType : setIdentifier.compareTo(other.setIdentifier);
        }
    }

    private final String id;
    private final String name;
    private volatile NavigableMap<Key, RecordSet> records = new TreeMap<>();

    HostedZone(String id, String name) {
        this.id = id;
        this.name = RecordSet.canonical(name);
        put(records, RecordSet.simple(this.name, "NS", Duration.ofDays(2), "ns-1.awsdns.lab."));
        put(
                records,
                RecordSet.simple(
                        this.name,
                        "SOA",
                        Duration.ofMinutes(15),
                        "ns-1.awsdns.lab. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 10"));
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Every record set, by name, type and identifier. */
    Collection<RecordSet> records() {
        return records.values();
    }

    /** The record sets of a name and type. */
    List<RecordSet> records(String recordName, String type) {
        return records.values().stream()
                .filter(each -> each.name().equals(recordName) && each.type().equals(type))
                .toList();
    }

    /** Whether there are records of a name, or of names below it. */
    boolean has(String recordName) {
        return records.keySet().stream()
                .anyMatch(key -> key.name().equals(recordName) || key.name().endsWith("." + recordName));
    }

    boolean contains(String recordName) {
        return recordName.equals(name) || recordName.endsWith("." + name);
    }

    /**
     * Makes changes, all of them or none.
     *
     * @throws Route53Fault when one of them cannot be made
     */
    synchronized void change(List<RecordChange> changes) {
        NavigableMap<Key, RecordSet> changed = new TreeMap<>(records);
        changes.forEach(change -> change(changed, change));
        records = changed;
    }

    private void change(NavigableMap<Key, RecordSet> changed, RecordChange change) {
        RecordSet set = change.records();
        String what = "name='" + set.name() + ".', type='" + set.type() + "'";
        if (!contains(set.name())) {
            throw Route53Fault.invalidBatch(
                    "RRSet with DNS name " + set.name() + ". is not permitted in zone " + name + ".");
        }
        RecordSet existing = changed.get(Key.of(set));
        if (change.action() == Action.DELETE) {
            if (!set.equals(existing)) {
                throw Route53Fault.invalidBatch("Tried to delete resource record set [" + what + "] but "
                        + (existing == null
                                ? "it was not found"
                                : "the values provided do not match the current values"));
            }
            changed.remove(Key.of(set));
            return;
        }
        if (change.action() == Action.CREATE && existing != null) {
            throw Route53Fault.invalidBatch("Tried to create resource record set [" + what + "] but it already exists");
        }
        requireCompatible(changed, set, what);
        put(changed, set);
    }

    private static void requireCompatible(NavigableMap<Key, RecordSet> changed, RecordSet set, String what) {
        changed.values().stream()
                .filter(other -> other.name().equals(set.name()))
                .filter(other -> !Key.of(other).equals(Key.of(set)))
                .forEach(other -> {
                    if (other.type().equals(set.type())
                            && (set.setIdentifier().isEmpty()
                                    || other.setIdentifier().isEmpty()
                                    || other.failover().equals(set.failover()))) {
                        throw Route53Fault.invalidBatch("RRSet with " + what + " conflicts with RRSet '"
                                + other.setIdentifier() + "' of the same name and type");
                    }
                    if (other.type().equals("CNAME") != set.type().equals("CNAME")) {
                        throw Route53Fault.invalidBatch("RRSet of type CNAME with DNS name " + set.name()
                                + ". is not permitted as it conflicts with other records with the same DNS name");
                    }
                });
    }

    private static void put(NavigableMap<Key, RecordSet> records, RecordSet set) {
        records.put(Key.of(set), set);
    }
}
