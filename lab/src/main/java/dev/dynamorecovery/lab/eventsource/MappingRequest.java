package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.eventsource.MappingSettings.Batching;
import dev.dynamorecovery.lab.eventsource.MappingSettings.Retrying;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A CreateEventSourceMapping request, or a template's properties, read strictly: limits and defaults are Lambda's, and
 * what the lab does not know is refused by name.
 */
final class MappingRequest {

    private static final Set<String> OF_ANY = Set.of(
            "BatchSize",
            "Enabled",
            "EventSourceArn",
            "FilterCriteria",
            "FunctionName",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds");
    private static final Set<String> OF_STREAM = Set.of(
            "BisectBatchOnFunctionError",
            "DestinationConfig",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "ParallelizationFactor",
            "StartingPosition",
            "TumblingWindowInSeconds");
    private static final Set<String> OF_UPDATE = Set.of(
            "BatchSize",
            "BisectBatchOnFunctionError",
            "DestinationConfig",
            "Enabled",
            "FilterCriteria",
            "FunctionName",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "ParallelizationFactor",
            "TumblingWindowInSeconds");
    private static final int MOST_FILTERS = 5;
    private static final int MOST_OF_QUEUE_WITHOUT_WINDOW = 10;

    private final ObjectNode members;

    private MappingRequest(ObjectNode members) {
        this.members = members;
    }

    static MappingSettings settings(ObjectNode create) {
        return new MappingRequest(create).settings();
    }

    /** The request that would have made the mapping as it is to be after an update. */
    static ObjectNode updated(ObjectNode create, ObjectNode update) {
        update.fieldNames().forEachRemaining(name -> {
            if (!OF_UPDATE.contains(name)) {
                throw MappingFault.invalid(
                        "The lab does not know " + name + " of UpdateEventSourceMapping: leave it out");
            }
        });
        ObjectNode merged = create.deepCopy();
        merged.setAll(update);
        return merged;
    }

    private MappingSettings settings() {
        String source = required("EventSourceArn");
        boolean ofQueue = source.startsWith("arn:aws:sqs:");
        if (!ofQueue && !source.matches("arn:aws:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[^/]+/stream/.+")) {
            throw MappingFault.invalid("Unrecognized event source " + source
                    + ": the lab maps DynamoDB streams and SQS queues; give the ARN of one");
        }
        members.fieldNames().forEachRemaining(name -> {
            if (!OF_ANY.contains(name) && (ofQueue || !OF_STREAM.contains(name))) {
                throw MappingFault.invalid("The lab does not know " + name + " of an event source mapping of "
                        + (ofQueue ? "a queue" : "a stream") + ": leave it out");
            }
        });
        Duration window = Duration.ofSeconds(
                integer("MaximumBatchingWindowInSeconds", 0, 300).orElse(0));
        int most = integer("BatchSize", 1, 10_000).orElse(ofQueue ? MOST_OF_QUEUE_WITHOUT_WINDOW : 100);
        if (ofQueue && most > MOST_OF_QUEUE_WITHOUT_WINDOW && window.isZero()) {
            throw MappingFault.invalid(
                    "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
        }
        return new MappingSettings(
                source,
                required("FunctionName"),
                flag("Enabled", true),
                ofQueue ? Optional.empty() : Optional.of(startingPosition()),
                new Batching(
                        most, window, integer("ParallelizationFactor", 1, 10).orElse(1)),
                retrying(),
                filterPatterns(),
                reportsItemFailures(),
                Duration.ofSeconds(integer("TumblingWindowInSeconds", 0, 900).orElse(0)));
    }

    private Retrying retrying() {
        OptionalInt age = integer("MaximumRecordAgeInSeconds", -1, 604_800);
        if (age.isPresent() && age.getAsInt() >= 0 && age.getAsInt() < 60) {
            throw MappingFault.invalid("MaximumRecordAgeInSeconds " + age.getAsInt() + ": give -1, or 60 to 604800");
        }
        OptionalInt retries = integer("MaximumRetryAttempts", -1, 10_000);
        return new Retrying(
                flag("BisectBatchOnFunctionError", false),
                age.isPresent() && age.getAsInt() > 0
                        ? Optional.of(Duration.ofSeconds(age.getAsInt()))
                        : Optional.empty(),
                retries.isPresent() && retries.getAsInt() >= 0 ? retries : OptionalInt.empty(),
                onFailure());
    }

    private String startingPosition() {
        String position = required("StartingPosition");
        if (!position.equals("TRIM_HORIZON") && !position.equals("LATEST")) {
            throw MappingFault.invalid(
                    "StartingPosition " + position + ": a DynamoDB stream is read from TRIM_HORIZON or LATEST");
        }
        return position;
    }

    private Optional<String> onFailure() {
        JsonNode destinations = members.path("DestinationConfig");
        destinations.fieldNames().forEachRemaining(name -> {
            if (!name.equals("OnFailure")) {
                throw MappingFault.invalid("DestinationConfig." + name + " is not known to streams: use OnFailure");
            }
        });
        String arn = destinations.path("OnFailure").path("Destination").asText("");
        if (!arn.isEmpty() && !arn.startsWith("arn:aws:sqs:")) {
            throw MappingFault.invalid("DestinationConfig.OnFailure.Destination " + arn
                    + ": the lab tells queues only; give a queue's ARN");
        }
        return Optional.of(arn).filter(given -> !given.isEmpty());
    }

    private List<String> filterPatterns() {
        List<String> patterns = members.path("FilterCriteria")
                .path("Filters")
                .valueStream()
                .map(filter -> filter.path("Pattern").asText())
                .toList();
        if (patterns.size() > MOST_FILTERS) {
            throw MappingFault.invalid(
                    "FilterCriteria has " + patterns.size() + " filters: give up to " + MOST_FILTERS);
        }
        RecordFilter.of(patterns);
        return patterns;
    }

    private boolean reportsItemFailures() {
        List<String> types = members.path("FunctionResponseTypes")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        types.stream()
                .filter(type -> !type.equals("ReportBatchItemFailures"))
                .findFirst()
                .ifPresent(type -> {
                    throw MappingFault.invalid(
                            "FunctionResponseTypes holds " + type + ": give ReportBatchItemFailures");
                });
        return !types.isEmpty();
    }

    private String required(String name) {
        String text = members.path(name).asText("");
        if (text.isEmpty()) {
            throw MappingFault.invalid(name + " is missing: give it");
        }
        return text;
    }

    private boolean flag(String name, boolean otherwise) {
        return switch (members.path(name).asText(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw MappingFault.invalid(name + " is " + other + ": give true or false");
        };
    }

    /** Numbers may come as text: a template's parameters are. */
    private OptionalInt integer(String name, int least, int most) {
        JsonNode value = members.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        String text = value.asText();
        if (text.matches("-?[0-9]{1,7}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        throw MappingFault.invalid(name + " is " + text + ": give a whole number from " + least + " to " + most);
    }
}
