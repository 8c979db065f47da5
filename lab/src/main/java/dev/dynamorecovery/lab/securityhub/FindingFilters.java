package dev.dynamorecovery.lab.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.rest.ServiceFault;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of GetFindings: all of them have to hold; of several values for one field any, unless they exclude. */
final class FindingFilters {

    /** Where a filter's texts stand in a finding; {@code *} for each element of a list. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("Id", "/Id"),
            Map.entry("ProductArn", "/ProductArn"),
            Map.entry("ProductName", "/ProductName"),
            Map.entry("AwsAccountId", "/AwsAccountId"),
            Map.entry("Region", "/Region"),
            Map.entry("GeneratorId", "/GeneratorId"),
            Map.entry("Title", "/Title"),
            Map.entry("Type", "/Types/*"),
            Map.entry("ResourceId", "/Resources/*/Id"),
            Map.entry("ResourceType", "/Resources/*/Type"),
            Map.entry("ResourceRegion", "/Resources/*/Region"),
            Map.entry("RecordState", "/RecordState"),
            Map.entry("ComplianceStatus", "/Compliance/Status"),
            Map.entry("ComplianceSecurityControlId", "/Compliance/SecurityControlId"),
            Map.entry("SeverityLabel", "/Severity/Label"),
            Map.entry("WorkflowStatus", "/Workflow/Status"));

    private static final List<String> TIMES = List.of("CreatedAt", "UpdatedAt", "FirstObservedAt", "LastObservedAt");

    private FindingFilters() {}

    /** @throws ServiceFault for a filter that the lab does not know */
    static Predicate<JsonNode> of(ObjectNode filters) {
        return filters.properties().stream()
                .map(filter -> filter(filter.getKey(), filter.getValue()))
                .reduce(finding -> true, Predicate::and);
    }

    private static Predicate<JsonNode> filter(String name, JsonNode conditions) {
        String place = TEXTS.get(name);
        if (place != null) {
            return all(
                    conditions.valueStream().toList(),
                    condition -> finding -> texts(finding, place)
                            .anyMatch(text -> compare(
                                    comparison(condition),
                                    text,
                                    condition.path("Value").asText())));
        }
        if (name.equals("ProductFields")) {
            return all(conditions.valueStream().toList(), condition -> finding -> {
                JsonNode value = finding.path(name).path(condition.path("Key").asText());
                return value.isTextual()
                        && compare(
                                comparison(condition),
                                value.asText(),
                                condition.path("Value").asText());
            });
        }
        if (TIMES.contains(name)) {
            return finding -> conditions
                    .valueStream()
                    .anyMatch(range -> within(finding.path(name).asText(""), range));
        }
        throw ServiceFault.of("InvalidInputException", "The lab does not support the filter " + name);
    }

    /** Any of the conditions that include, and every one that excludes. */
    private static Predicate<JsonNode> all(
            List<JsonNode> conditions, Function<JsonNode, Predicate<JsonNode>> including) {
        List<Predicate<JsonNode>> wanted = conditions.stream()
                .filter(condition -> !excludes(condition))
                .map(including)
                .toList();
        List<Predicate<JsonNode>> unwanted = conditions.stream()
                .filter(FindingFilters::excludes)
                .map(including)
                .toList();
        return finding -> (wanted.isEmpty() || wanted.stream().anyMatch(each -> each.test(finding)))
                && unwanted.stream().noneMatch(each -> each.test(finding));
    }

    private static boolean excludes(JsonNode condition) {
        return condition.path("Comparison").asText().contains("NOT");
    }

    /** What is compared, without the negation. */
    private static String comparison(JsonNode condition) {
        String comparison = condition.path("Comparison").asText("EQUALS");
        return switch (comparison) {
            case "EQUALS", "NOT_EQUALS" -> "EQUALS";
            case "PREFIX", "PREFIX_NOT_EQUALS" -> "PREFIX";
            case "CONTAINS", "NOT_CONTAINS" -> "CONTAINS";
            default -> throw ServiceFault.of("InvalidInputException", "Comparison " + comparison + " is not supported");
        };
    }

    private static boolean compare(String comparison, String text, String value) {
        return switch (comparison) {
            case "PREFIX" -> text.startsWith(value);
            case "CONTAINS" -> text.contains(value);
            default -> text.equals(value);
        };
    }

    private static boolean within(String time, JsonNode range) {
        if (time.isEmpty() || !range.has("Start") || !range.has("End")) {
            return false;
        }
        OffsetDateTime moment = OffsetDateTime.parse(time);
        return !moment.isBefore(OffsetDateTime.parse(range.path("Start").asText()))
                && !moment.isAfter(OffsetDateTime.parse(range.path("End").asText()));
    }

    private static Stream<String> texts(JsonNode finding, String place) {
        Stream<JsonNode> nodes = Stream.of(finding);
        for (String step : place.substring(1).split("/", -1)) {
            nodes = step.equals("*") ? nodes.flatMap(JsonNode::valueStream) : nodes.map(node -> node.path(step));
        }
        return nodes.filter(JsonNode::isValueNode).map(JsonNode::asText);
    }
}
