package dev.dynamorecovery.aws.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.SignedJsonService;
import dev.dynamorecovery.core.audit.posture.StreamDelivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads which streams are delivered to the function that logs changes. */
final class DeliveryReader {

    private static final String MAPPINGS = "/2015-03-31/event-source-mappings/";

    private final SignedJsonService lambda;
    private final String function;
    private final TableArns arns;

    /** @param function the ARN of the alias that the mappings name */
    DeliveryReader(SignedJsonService lambda, String function, TableArns arns) {
        this.lambda = lambda;
        this.function = function;
        this.arns = arns;
    }

    ByTable<List<StreamDelivery>> all() {
        return ByTable.all(Look.at("lambda:ListEventSourceMappings", this::read), List.of());
    }

    private Map<String, List<StreamDelivery>> read() {
        Map<String, List<StreamDelivery>> tables = new LinkedHashMap<>();
        String marker = "";
        do {
            JsonNode page = lambda.get(
                    MAPPINGS,
                    marker.isEmpty()
                            ? Map.of("FunctionName", function)
                            : Map.of("FunctionName", function, "Marker", marker));
            page.path("EventSourceMappings").forEach(mapping -> {
                String stream = mapping.path("EventSourceArn").asText();
                arns.table(stream)
                        .ifPresent(table -> tables.computeIfAbsent(table, name -> new ArrayList<>())
                                .add(new StreamDelivery(
                                        mapping.path("UUID").asText(),
                                        stream,
                                        mapping.path("State").asText(),
                                        mapping.path("LastProcessingResult").asText())));
            });
            marker = page.path("NextMarker").asText("");
        } while (!marker.isEmpty());
        return tables;
    }
}
