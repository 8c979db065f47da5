package dev.dynamorecovery.core.audit.restoretest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a restore test of AWS Backup: valid only if every item of the restored table was proven right. Whatever
 * could not be found out makes it not valid, and the message says what that was.
 */
public record RestoreTestVerdict(boolean valid, String message) {

    /** AWS Backup states no limit; what is longer is in the report. */
    private static final int LONGEST_MESSAGE_CHARACTERS = 1000;

    private static final String NOT_VERIFIED = "Not verified: ";

    /** Nobody knows whether the restored table is right. */
    public static RestoreTestVerdict cannotTell(String reason) {
        return of(false, NOT_VERIFIED + reason);
    }

    /** What the verification of the test came to. */
    public static RestoreTestVerdict of(RestoreTest test, EndedVerification ended) {
        if (!ended.isOf(test)) {
            return cannotTell("the execution %s is about something else than this test"
                    .formatted(VerificationStart.execution(test.job())));
        }
        return switch (ended.status()) {
            case "SUCCEEDED" -> judged(EndedVerification.json(ended.output()));
            case "FAILED" -> failed(ended);
            case "TIMED_OUT" -> cannotTell("the verification ran out of time" + detail(ended));
            case "ABORTED" -> cannotTell("somebody stopped the verification" + detail(ended));
            default -> cannotTell("the verification ended " + ended.status() + detail(ended));
        };
    }

    private static RestoreTestVerdict judged(JsonNode output) {
        String outcome = output.path("outcome").asText();
        String told = Stream.concat(
                        Stream.of(output.path("summary").asText("no summary")),
                        output.path("reasons").valueStream().map(JsonNode::asText))
                .collect(Collectors.joining("; "));
        String report = output.at("/report/markdown").asText();
        String place = report.isEmpty() ? "" : " Report: " + report;
        return switch (outcome) {
            case "Consistent" -> of(true, told, place);
            case "Inconsistent" -> of(false, told, place);
            default -> of(false, NOT_VERIFIED + told, place);
        };
    }

    /** A refused request names every reason; any other failure has an error and a cause. */
    private static RestoreTestVerdict failed(EndedVerification ended) {
        String refusals = EndedVerification.json(ended.cause())
                .path("refusals")
                .valueStream()
                .map(refusal -> "%s = %s: %s"
                        .formatted(
                                refusal.path("field").asText(),
                                refusal.path("value").asText(),
                                refusal.path("remedy").asText()))
                .collect(Collectors.joining("; "));
        return refusals.isEmpty()
                ? cannotTell("the verification failed" + detail(ended))
                : cannotTell("%s (%s)".formatted(shown(ended.error(), "refused"), refusals));
    }

    private static String detail(EndedVerification ended) {
        String detail = Stream.of(shown(ended.error(), ""), shown(ended.cause(), ""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(": "));
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private static String shown(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static RestoreTestVerdict of(boolean valid, String message) {
        return of(valid, message, "");
    }

    /** Cuts the message rather than the place of the report. */
    private static RestoreTestVerdict of(boolean valid, String message, String place) {
        int room = Math.max(1, LONGEST_MESSAGE_CHARACTERS - place.length());
        return new RestoreTestVerdict(
                valid, (message.length() <= room ? message : message.substring(0, room - 1) + "…") + place);
    }
}
