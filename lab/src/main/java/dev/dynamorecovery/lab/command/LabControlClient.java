package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Tells the running lab what is to befall its Regions; each answer is how all of them stand. */
final class LabControlClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI endpoint;

    private LabControlClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** @throws CommandFailure when no lab runs */
    static LabControlClient of(CommandContext context) {
        return new LabControlClient(
                LabAddressFile.read(context.stateDirectory()).address().endpoint());
    }

    JsonNode regions() throws IOException, InterruptedException {
        return send("GET", "/lab/regions", Json.object());
    }

    JsonNode outage(String region, ObjectNode outage) throws IOException, InterruptedException {
        return send("PUT", "/lab/regions/" + region + "/outage", outage);
    }

    JsonNode restore(String region) throws IOException, InterruptedException {
        return send("DELETE", "/lab/regions/" + region + "/outage", Json.object());
    }

    JsonNode replication(String from, String to, ObjectNode change) throws IOException, InterruptedException {
        return send("PUT", "/lab/replication/" + from + "/" + to, change);
    }

    JsonNode fault(String kind, ObjectNode fault) throws IOException, InterruptedException {
        return send("PUT", "/lab/faults/" + kind, fault);
    }

    JsonNode clearFaults() throws IOException, InterruptedException {
        return send("DELETE", "/lab/faults", Json.object());
    }

    private JsonNode send(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.compact(body)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode answer = Json.lenient(response.body());
            if (response.statusCode() != 200) {
                String message = answer.path("message").asText(response.body());
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        message,
                        List.of(new Refusal(
                                "LabRefused", path, Integer.toString(response.statusCode()), "./recovery lab regions")),
                        null);
            }
            return answer;
        }
    }
}
