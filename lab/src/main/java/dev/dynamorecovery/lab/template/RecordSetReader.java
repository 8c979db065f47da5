package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code AWS::Route53::RecordSet} that stands alone or is one of a failover pair. */
final class RecordSetReader {

    private static final Set<String> HONOURED = Set.of(
            "Failover", "HealthCheckId", "HostedZoneId", "Name", "ResourceRecords", "SetIdentifier", "TTL", "Type");
    private static final Set<String> TYPES = Set.of("A", "CNAME");

    private final StackScope scope;

    RecordSetReader(StackScope scope) {
        this.scope = scope;
    }

    RecordSetDefinition read(String logicalId) {
        Properties properties =
                new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, Set.of("Comment"));
        String type = properties.text("Type");
        if (!TYPES.contains(type)) {
            throw new TemplateException(
                    "property " + logicalId + ".Type is " + type + ": the lab serves records of type A and CNAME");
        }
        List<String> values = properties.find("ResourceRecords").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .toList();
        if (values.isEmpty() || (type.equals("CNAME") && values.size() > 1)) {
            throw new TemplateException("property " + logicalId + ".ResourceRecords has " + values.size()
                    + " values: give one, or for type A at least one");
        }
        Optional<Failover> failover = properties.find("Failover").map(value -> failover(logicalId, value.asText()));
        return new RecordSetDefinition(
                logicalId,
                properties.text("HostedZoneId"),
                properties.text("Name").replaceFirst("\\.$", ""),
                type,
                timeToLive(properties),
                values,
                failover,
                failover.isPresent() ? properties.text("SetIdentifier") : "",
                properties.find("HealthCheckId").map(JsonNode::asText));
    }

    private static Duration timeToLive(Properties properties) {
        properties.text("TTL");
        return Duration.ofSeconds(properties.integer("TTL", 0));
    }

    private static Failover failover(String logicalId, String value) {
        return switch (value) {
            case "PRIMARY" -> Failover.PRIMARY;
            case "SECONDARY" -> Failover.SECONDARY;
            default ->
                throw new TemplateException(
                        "property " + logicalId + ".Failover is " + value + ": use PRIMARY or SECONDARY");
        };
    }
}
