package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Route 53's answers as XML. */
final class Route53Xml {

    private Route53Xml() {}

    static Xml zones(Collection<HostedZone> zones) {
        Xml list = new Xml();
        zones.forEach(zone -> list.element("HostedZone", zone(zone)));
        return new Xml().element("HostedZones", list);
    }

    static Xml zone(HostedZone zone) {
        return new Xml()
                .text("Id", "/hostedzone/" + zone.id())
                .text("Name", zone.name() + ".")
                .text("CallerReference", zone.id())
                .element("Config", new Xml().text("PrivateZone", "false"))
                .text("ResourceRecordSetCount", Integer.toString(zone.records().size()));
    }

    static Xml records(List<RecordSet> sets) {
        Xml list = new Xml();
        sets.forEach(set -> list.element("ResourceRecordSet", records(set)));
        return new Xml().element("ResourceRecordSets", list);
    }

    private static Xml records(RecordSet set) {
        Xml xml = new Xml().text("Name", set.name() + ".").text("Type", set.type());
        if (!set.setIdentifier().isEmpty()) {
            xml.text("SetIdentifier", set.setIdentifier());
        }
        set.failover().ifPresent(failover -> xml.text("Failover", failover.name()));
        xml.text("TTL", Long.toString(set.timeToLive().toSeconds()));
        Xml values = new Xml();
        set.values().forEach(value -> values.element("ResourceRecord", new Xml().text("Value", value)));
        xml.element("ResourceRecords", values);
        set.healthCheckId().ifPresent(id -> xml.text("HealthCheckId", id));
        return xml;
    }

    /** The lab's name server knows of a change at once. */
    static Xml change(String id, Instant now) {
        return new Xml()
                .text("Id", "/change/" + id)
                .text("Status", "INSYNC")
                .text("SubmittedAt", now.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static Xml healthChecks(List<HealthCheckDefinition> checks) {
        Xml list = new Xml();
        checks.forEach(check -> list.element("HealthCheck", healthCheck(check)));
        return new Xml().element("HealthChecks", list);
    }

    static Xml healthCheck(HealthCheckDefinition check) {
        return new Xml()
                .text("Id", check.id())
                .text("CallerReference", check.logicalId())
                .element("HealthCheckConfig", config(check))
                .text("HealthCheckVersion", "1");
    }

    private static Xml config(HealthCheckDefinition check) {
        Xml config = new Xml();
        switch (check.subject()) {
            case Subject.Endpoint endpoint ->
                config.text("Port", Integer.toString(endpoint.port()))
                        .text("Type", endpoint.secure() ? "HTTPS" : "HTTP")
                        .text("ResourcePath", endpoint.path())
                        .text("FullyQualifiedDomainName", endpoint.host())
                        .text(
                                "RequestInterval",
                                Long.toString(endpoint.requestInterval().toSeconds()))
                        .text("FailureThreshold", Integer.toString(endpoint.failureThreshold()));
            case Subject.Calculated calculated -> {
                Xml children = new Xml();
                calculated.children().forEach(child -> children.text("ChildHealthCheck", child));
                config.text("Type", "CALCULATED")
                        .text("HealthThreshold", Integer.toString(calculated.healthThreshold()))
                        .element("ChildHealthChecks", children);
            }
            case Subject.RoutingControl control ->
                config.text("Type", "RECOVERY_CONTROL").text("RoutingControlArn", control.arn());
        }
        return config.text("Inverted", Boolean.toString(check.inverted()));
    }

    /** @throws Route53Fault for a health check that asks nobody, as Route 53 answers */
    static Xml status(HealthCheckDefinition check, Optional<HealthChecks.Observation> observation) {
        if (!(check.subject() instanceof Subject.Endpoint)) {
            throw Route53Fault.invalidInput(
                    "Health check " + check.id() + " has no status of its own: only checks of an endpoint have");
        }
        Xml list = new Xml();
        observation.ifPresent(seen -> list.element(
                "HealthCheckObservation",
                new Xml()
                        .text("Region", "us-east-1")
                        .text("IPAddress", "127.0.0.1")
                        .element(
                                "StatusReport",
                                new Xml()
                                        .text("Status", seen.status())
                                        .text(
                                                "CheckedTime",
                                                seen.checkedAt()
                                                        .truncatedTo(ChronoUnit.MILLIS)
                                                        .toString()))));
        return new Xml().element("HealthCheckObservations", list);
    }
}
