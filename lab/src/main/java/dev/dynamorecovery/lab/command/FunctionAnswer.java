package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** What a function of the stack says to a request. */
final class FunctionAnswer {

    /** What the functions throw when a request is wrong. */
    private static final Set<String> REFUSING =
            Set.of("dev.dynamorecovery.aws.runtime.MalformedEvent", "dev.dynamorecovery.core.document.InvalidField");

    private FunctionAnswer() {}

    /**
     * The answer.
     *
     * @throws CommandFailure when the function refuses the request, or failed
     */
    static JsonNode of(String function, InvokeResponse response) {
        JsonNode answer = Json.lenient(response.payload().asUtf8String());
        if (response.functionError() != null) {
            throw refused(function, answer);
        }
        return answer;
    }

    /** The functions answer a wrong request with field, value and remedy, in the cause of their failure. */
    private static CommandFailure refused(String function, JsonNode answer) {
        String message = answer.path("errorMessage").asText("no message");
        JsonNode refusals = Json.lenient(message).path("refusals");
        List<Refusal> read = refusals.valueStream()
                .map(refusal -> new Refusal(
                        refusal.path("code").asText(),
                        refusal.path("field").asText(),
                        refusal.path("value").asText(),
                        refusal.path("remedy").asText()))
                .toList();
        if (read.isEmpty() && REFUSING.contains(answer.path("errorType").asText())) {
            return new CommandFailure(ExitCode.REFUSED, message, List.of(), null);
        }
        return read.isEmpty()
                ? new CommandFailure(
                        ExitCode.FAILED,
                        function + " failed with " + answer.path("errorType").asText("no type") + ": " + message,
                        List.of(),
                        null)
                : new CommandFailure(
                        ExitCode.REFUSED,
                        read.getFirst().code() + ": " + read.getFirst().field() + " '"
                                + read.getFirst().value() + "'",
                        read,
                        null);
    }
}
