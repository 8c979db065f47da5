package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads {@code AWS::Route53::HealthCheck} of a web server, of other health checks, or of a routing control. */
final class HealthCheckReader {

    /** Route 53 asks from many places, measures, and names certificates; the lab's checker asks from one. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("EnableSNI", "MeasureLatency", "Regions");

    private final StackScope scope;

    HealthCheckReader(StackScope scope) {
        this.scope = scope;
    }

    HealthCheckDefinition read(String logicalId) {
        Properties config = new Properties(logicalId, scope.properties(logicalId))
                .only(Set.of("HealthCheckConfig"), Set.of("HealthCheckTags"))
                .object("HealthCheckConfig");
        Subject subject = subject(logicalId, config.text("Type"), config);
        return new HealthCheckDefinition(logicalId, scope.physicalName(logicalId), config.flag("Inverted"), subject);
    }

    private static Subject subject(String logicalId, String type, Properties config) {
        return switch (type) {
            case "HTTP", "HTTPS" -> endpoint(logicalId, type.equals("HTTPS"), config);
            case "CALCULATED" -> calculated(logicalId, config);
            case "RECOVERY_CONTROL" -> {
                config.only(Set.of("Type", "Inverted", "RoutingControlArn"), Set.of());
                yield new Subject.RoutingControl(config.text("RoutingControlArn"));
            }
            default ->
                throw new TemplateException("property " + logicalId + ".HealthCheckConfig.Type is " + type
                        + ": the lab knows HTTP, HTTPS, CALCULATED and RECOVERY_CONTROL");
        };
    }

    private static Subject endpoint(String logicalId, boolean secure, Properties config) {
        config.only(
                Set.of(
                        "Type",
                        "Inverted",
                        "FullyQualifiedDomainName",
                        "IPAddress",
                        "Port",
                        "ResourcePath",
                        "RequestInterval",
                        "FailureThreshold"),
                WITHOUT_EFFECT);
        int seconds = config.integer("RequestInterval", 30);
        if (seconds != 10 && seconds != 30) {
            throw new TemplateException("property " + logicalId + ".HealthCheckConfig.RequestInterval is " + seconds
                    + ": Route 53 asks each 10 or each 30 seconds");
        }
        int threshold = config.integer("FailureThreshold", 3);
        if (threshold < 1 || threshold > 10) {
            throw new TemplateException(
                    "property " + logicalId + ".HealthCheckConfig.FailureThreshold is " + threshold + ": give 1 to 10");
        }
        String path = config.find("ResourcePath").map(JsonNode::asText).orElse("/");
        return new Subject.Endpoint(
                secure,
                config.find("IPAddress").map(JsonNode::asText).orElseGet(() -> config.text("FullyQualifiedDomainName")),
                config.integer("Port", secure ? 443 : 80),
                path.startsWith("/") ? path : "/" + path,
                Duration.ofSeconds(seconds),
                threshold);
    }

    private static Subject calculated(String logicalId, Properties config) {
        config.only(Set.of("Type", "Inverted", "ChildHealthChecks", "HealthThreshold"), Set.of());
        List<String> children = config.find("ChildHealthChecks").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .toList();
        if (children.isEmpty()) {
            throw new TemplateException(
                    "property " + logicalId + ".HealthCheckConfig.ChildHealthChecks is empty: name health checks");
        }
        return new Subject.Calculated(children, config.integer("HealthThreshold", children.size()));
    }
}
