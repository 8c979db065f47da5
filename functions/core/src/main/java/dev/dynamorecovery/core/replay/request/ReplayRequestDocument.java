package dev.dynamorecovery.core.replay.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.restore.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The JSON form of a request, read strictly. */
public final class ReplayRequestDocument {

    /** The most items that one request names: more are chosen by a window and a writer. */
    static final int MOST_KEYS = 100;

    private static final String OPERATION = "give RollForward or Undo";
    private static final String INSTANT = "give a whole second in UTC such as 2026-11-22T10:40:00Z";
    private static final Set<String> ROLL_FORWARD = Set.of(
            "operation",
            "table",
            "copy",
            "from",
            "without",
            "dryRun",
            "acceptGaps",
            "revealValues",
            "verify",
            "requestId");
    private static final Set<String> UNDO =
            Set.of("operation", "table", "changes", "apply", "acceptGaps", "revealValues", "requestId");
    private static final Set<String> PROPOSAL =
            Set.of("operation", "table", "changes", "acceptGaps", "revealValues", "requestId");
    private static final Set<String> APPLICATION = Set.of("operation", "table", "apply", "requestId");
    private static final Set<String> CHOICE = Set.of("keys", "window", "writer");
    private static final Pattern EXECUTION = Pattern.compile("[a-zA-Z0-9_-]{1,80}");
    private static final Pattern REQUEST_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private ReplayRequestDocument() {}

    /** Reads a request; throws {@link InvalidField} for the first field that cannot be accepted. */
    public static ReplayRequest read(JsonNode document) {
        Set<String> either = new TreeSet<>(ROLL_FORWARD);
        either.addAll(UNDO);
        String operation = StrictObject.open(document, "", either).text("operation", OPERATION);
        return switch (operation) {
            case "RollForward" -> rollForward(document);
            case "Undo" -> undo(document);
            default -> throw new InvalidField("operation", operation, OPERATION);
        };
    }

    private static ReplayRequest rollForward(JsonNode document) {
        StrictObject request = StrictObject.open(document, "", ROLL_FORWARD);
        return new ReplayRequest.RollForward(
                table(request, "table"),
                table(request, "copy"),
                request.has("from") ? Optional.of(wholeSecond(request, "from")) : Optional.empty(),
                request.has("without")
                        ? choice(request.object("without", CHOICE), document.path("without"))
                        : ChosenChanges.NONE,
                request.flag("dryRun", false),
                request.flag("acceptGaps", false),
                request.flag("revealValues", false),
                request.flag("verify", true),
                requestId(request));
    }

    private static ReplayRequest undo(JsonNode document) {
        if (StrictObject.open(document, "", UNDO).has("apply")) {
            StrictObject request = StrictObject.open(document, "", APPLICATION);
            return new ReplayRequest.ApplyUndo(
                    table(request, "table"),
                    matching(
                            EXECUTION,
                            request,
                            "apply",
                            "give the name of the execution that listed what would be changed"),
                    requestId(request));
        }
        StrictObject request = StrictObject.open(document, "", PROPOSAL);
        ChosenChanges changes = choice(request.object("changes", CHOICE), document.path("changes"));
        if (changes.window().isEmpty()) {
            throw new InvalidField("changes.window", "(absent)", "say from when until when changes are undone");
        }
        return new ReplayRequest.ProposeUndo(
                table(request, "table"),
                changes,
                request.flag("acceptGaps", false),
                request.flag("revealValues", false),
                requestId(request));
    }

    private static String table(StrictObject request, String field) {
        return TableName.checked(field, request.text(field, "name the table"));
    }

    private static ChosenChanges choice(StrictObject choice, JsonNode tree) {
        return new ChosenChanges(
                keys(choice, tree), window(choice), choice.optionalText("writer", "name the writer, or leave it out"));
    }

    private static List<Map<String, String>> keys(StrictObject choice, JsonNode tree) {
        if (!choice.has("keys")) {
            return List.of();
        }
        String field = choice.pathOf("keys");
        JsonNode typed = tree.path("keys");
        if (!typed.isArray() || typed.isEmpty() || typed.size() > MOST_KEYS) {
            throw new InvalidField(
                    field,
                    typed.size() + " keys",
                    "give a list of 1 to " + MOST_KEYS + ", or choose by window and writer");
        }
        List<Map<String, String>> keys = new ArrayList<>();
        for (JsonNode key : typed) {
            Map<String, String> values = new TreeMap<>();
            key.properties().forEach(attribute -> {
                if (attribute.getValue().isTextual()) {
                    values.put(attribute.getKey(), attribute.getValue().asText());
                }
            });
            if (values.isEmpty() || values.size() != key.size()) {
                throw new InvalidField(
                        field + "[" + keys.size() + "]",
                        String.join(", ", values.keySet()),
                        "give an object with the text of each key attribute, numbers and Base64 in quotes too");
            }
            keys.add(values);
        }
        return keys;
    }

    private static Optional<TimeSpan> window(StrictObject choice) {
        if (!choice.has("window")) {
            return Optional.empty();
        }
        StrictObject window = choice.object("window", Set.of("from", "until"));
        Instant from = wholeSecond(window, "from");
        Instant until = wholeSecond(window, "until");
        if (!from.isBefore(until)) {
            throw new InvalidField(window.pathOf("until"), until.toString(), "give an instant after " + from);
        }
        return Optional.of(new TimeSpan(from, until));
    }

    /** Streams stamp changes to the second. */
    private static Instant wholeSecond(StrictObject object, String field) {
        Instant instant = object.instant(field, INSTANT);
        if (!instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
            throw new InvalidField(object.pathOf(field), instant.toString(), INSTANT);
        }
        return instant;
    }

    private static Optional<String> requestId(StrictObject request) {
        return request.has("requestId")
                ? Optional.of(matching(
                        REQUEST_ID, request, "requestId", "give 1 to 64 of a-z, A-Z, 0-9, _ and -, or leave it out"))
                : Optional.empty();
    }

    private static String matching(Pattern syntax, StrictObject request, String field, String remedy) {
        String text = request.text(field, remedy);
        if (!syntax.matcher(text).matches()) {
            throw new InvalidField(request.pathOf(field), text, remedy);
        }
        return text;
    }
}
