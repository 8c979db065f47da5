package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.CouldNotLook;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.ReplicaFacts;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the replicas are like, each in its own Region. One that is wrong decides; one that was not seen is no pass. */
final class PeerRules {

    private PeerRules() {}

    static Judgement sameSettings(AuditedTable table) {
        return planned(
                table,
                plan -> withPeers(table, (facts, peers) -> {
                    List<String> differences = new ArrayList<>();
                    peers.forEach((region, peer) -> {
                        differences(facts.settings().values(), peer.settings().values())
                                .forEach(difference -> differences.add("in %s %s".formatted(region, difference)));
                        if (plan.audit().deletionProtected() && !peer.deletionProtected()) {
                            differences.add("in %s no deletion protection".formatted(region));
                        }
                    });
                    return differences.isEmpty()
                            ? met("alike in " + String.join(", ", peers.keySet()))
                            : broken(
                                    String.join("; ", differences),
                                    "Make them alike, in the template that owns the table or by hand; see both: "
                                            + peers.keySet().stream()
                                                    .map(region -> Remedies.awsIn(
                                                            region,
                                                            "dynamodb",
                                                            "describe-table",
                                                            "--table-name",
                                                            table.posture().table()))
                                                    .collect(Collectors.joining("; ")));
                }));
    }

    static Judgement pointInTime(AuditedTable table) {
        return planned(
                table,
                plan -> withPeers(table, (facts, peers) -> {
                    List<String> off = peers.entrySet().stream()
                            .filter(peer -> !peer.getValue().pointInTime().enabled())
                            .map(Map.Entry::getKey)
                            .toList();
                    return off.isEmpty()
                            ? met("on in " + String.join(", ", peers.keySet()))
                            : broken(
                                    "off in " + String.join(", ", off),
                                    off.stream()
                                            .map(region -> PointInTimeRules.enableIn(
                                                    region, table.posture().table(), plan))
                                            .collect(Collectors.joining("; ")));
                }));
    }

    /** Goes on with the peers that were seen; where those are all right, one that was not seen is what is told. */
    private static Judgement withPeers(AuditedTable table, PeerCheck check) {
        return seen(table.posture().facts(), facts -> {
            if (facts.replicas().isEmpty()) {
                return new NotAsked("the table has no replica");
            }
            SortedMap<String, ReplicaFacts> peers = new TreeMap<>();
            List<String> unseen = new ArrayList<>();
            for (TableFacts.Replica replica : facts.replicas()) {
                switch (table.posture()
                        .peers()
                        .getOrDefault(replica.region(), Observed.notSeen("nobody looked there"))) {
                    case Observed.Seen<ReplicaFacts> seen -> peers.put(replica.region(), seen.value());
                    case Observed.NotSeen<ReplicaFacts> none -> unseen.add(replica.region() + ": " + none.reason());
                }
            }
            Judgement judgement = check.judge(facts, peers);
            return unseen.isEmpty() || judgement instanceof Judgement.Broken
                    ? judgement
                    : new CouldNotLook(String.join("; ", unseen));
        });
    }

    private static List<String> differences(Map<String, String> here, Map<String, String> there) {
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(here.get(name), there.get(name)))
                .map(name -> "%s is %s, here %s"
                        .formatted(name, there.getOrDefault(name, "absent"), here.getOrDefault(name, "absent")))
                .toList();
    }

    private interface PeerCheck {
        Judgement judge(TableFacts facts, SortedMap<String, ReplicaFacts> peers);
    }
}
