package dev.dynamorecovery.lab.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the AWS Security Finding Format asks of a finding that is imported. */
final class FindingFormat {

    private static final int LIMIT_BYTES = 240 * 1024;
    private static final int MOST_RESOURCES = 32;
    private static final int MOST_TYPES = 50;
    private static final int MOST_PRODUCT_FIELDS = 50;
    private static final Set<String> LABELS = Set.of("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL");
    private static final Set<String> COMPLIANCE = Set.of("PASSED", "WARNING", "FAILED", "NOT_AVAILABLE");
    private static final Set<String> RECORD_STATES = Set.of("ACTIVE", "ARCHIVED");
    private static final Set<String> NAMESPACES = Set.of(
            "Software and Configuration Checks",
            "TTPs",
            "Effects",
            "Unusual Behaviors",
            "Sensitive Data Identifications");
    private static final Pattern PARTITION_TEXT = Pattern.compile("[^/]+(/[^/]+){0,2}");

    private FindingFormat() {}

    /** What is wrong with a finding; empty when it can be imported. */
    static Optional<String> fault(JsonNode finding) {
        return text(finding, "SchemaVersion", 32)
                .or(() -> finding.path("SchemaVersion").asText().equals("2018-10-08")
                        ? Optional.empty()
                        : Optional.of("SchemaVersion must be 2018-10-08"))
                .or(() -> text(finding, "Id", 512))
                .or(() -> text(finding, "GeneratorId", 512))
                .or(() -> finding.path("AwsAccountId").asText().equals(StackIdentity.LAB_ACCOUNT_ID)
                        ? Optional.empty()
                        : Optional.of(
                                "AwsAccountId must be the account of the product, " + StackIdentity.LAB_ACCOUNT_ID))
                .or(() -> types(finding.path("Types")))
                .or(() -> time(finding, "CreatedAt", true))
                .or(() -> time(finding, "UpdatedAt", true))
                .or(() -> time(finding, "FirstObservedAt", false))
                .or(() -> time(finding, "LastObservedAt", false))
                .or(() -> text(finding, "Title", 256))
                .or(() -> text(finding, "Description", 1024))
                .or(() -> severity(finding.path("Severity")))
                .or(() -> resources(finding.path("Resources")))
                .or(() -> oneOf(finding.at("/Compliance/Status"), "Compliance.Status", COMPLIANCE))
                .or(() -> oneOf(finding.path("RecordState"), "RecordState", RECORD_STATES))
                .or(() -> recommendation(finding.at("/Remediation/Recommendation")))
                .or(() -> productFields(finding.path("ProductFields")))
                .or(() -> finding.toString().getBytes(StandardCharsets.UTF_8).length > LIMIT_BYTES
                        ? Optional.of("The finding is larger than 240 KB")
                        : Optional.empty());
    }

    private static Optional<String> text(JsonNode finding, String name, int longest) {
        JsonNode value = finding.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            return Optional.of(name + " is a required field");
        }
        return value.asText().length() > longest
                ? Optional.of(name + " is longer than " + longest + " characters")
                : Optional.empty();
    }

    private static Optional<String> types(JsonNode types) {
        if (!types.isArray() || types.isEmpty() || types.size() > MOST_TYPES) {
            return Optional.of("Types is a required field of 1 to " + MOST_TYPES + " types");
        }
        return types.valueStream()
                .map(JsonNode::asText)
                .filter(type -> !PARTITION_TEXT.matcher(type).matches() || !NAMESPACES.contains(type.split("/", 2)[0]))
                .findFirst()
                .map(type -> "Types holds " + type + ": write namespace/category/classifier, namespace one of "
                        + NAMESPACES.stream().sorted().toList());
    }

    private static Optional<String> time(JsonNode finding, String name, boolean required) {
        String text = finding.path(name).asText("");
        if (text.isEmpty()) {
            return required ? Optional.of(name + " is a required field") : Optional.empty();
        }
        try {
            OffsetDateTime.parse(text);
            return Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.of(name + " " + malformed.getMessage() + ": write ISO 8601, as 2026-11-23T10:00:00.000Z");
        }
    }

    private static Optional<String> severity(JsonNode severity) {
        if (!severity.has("Label") && !severity.has("Normalized")) {
            return Optional.of("Severity is a required field: give Label or Normalized");
        }
        return oneOf(severity.path("Label"), "Severity.Label", LABELS);
    }

    private static Optional<String> resources(JsonNode resources) {
        if (!resources.isArray() || resources.isEmpty() || resources.size() > MOST_RESOURCES) {
            return Optional.of("Resources is a required field of 1 to " + MOST_RESOURCES + " resources");
        }
        return resources
                .valueStream()
                .filter(resource -> resource.path("Type").asText("").isEmpty()
                        || resource.path("Id").asText("").isEmpty())
                .findFirst()
                .map(resource -> "Resources holds one without Type or Id");
    }

    private static Optional<String> recommendation(JsonNode recommendation) {
        return recommendation.path("Text").asText("").length() > 512
                ? Optional.of("Remediation.Recommendation.Text is longer than 512 characters")
                : Optional.empty();
    }

    private static Optional<String> productFields(JsonNode fields) {
        if (fields.size() > MOST_PRODUCT_FIELDS) {
            return Optional.of("ProductFields has more than " + MOST_PRODUCT_FIELDS + " fields");
        }
        return fields.properties().stream()
                .filter(field -> field.getKey().length() > 128
                        || !field.getValue().isTextual()
                        || field.getValue().asText().length() > 2048)
                .findFirst()
                .map(field -> "ProductFields." + field.getKey()
                        + " is no text of up to 2048 characters under a name of up to 128");
    }

    private static Optional<String> oneOf(JsonNode value, String name, Set<String> known) {
        return value.isMissingNode() || known.contains(value.asText())
                ? Optional.empty()
                : Optional.of(name + " is none of " + known.stream().sorted().toList());
    }
}
