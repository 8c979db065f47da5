package dev.dynamorecovery.core.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON form of a request, read strictly: every malformed field is named, all of them at once. */
public final class RequestDocument {

    private static final String LATEST = "latest";
    private static final String INSTANT = "give a whole second in UTC such as 2026-11-22T10:40:00Z";
    private static final Set<String> RESTORE_FIELDS = Set.of(
            "operation",
            "table",
            "restorePoint",
            "target",
            "expectedState",
            "keepCopy",
            "keepBaseline",
            "incidentAt",
            "revealValues",
            "requestId");
    private static final Set<String> BASELINE_FIELDS = Set.of("operation", "table", "requestId");
    private static final Pattern BACKUP_ARN = Pattern.compile(
            "arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[a-zA-Z0-9_.-]{3,255}/backup/[0-9a-zA-Z-]+");
    private static final Pattern BASELINE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern REQUEST_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final List<Refusal> refusals = new ArrayList<>();

    private RequestDocument() {}

    /** Reads a request from bytes. */
    public static RequestReading read(byte[] json) {
        try {
            return read(Documents.readJson(json));
        } catch (InvalidField malformed) {
            return new RequestReading.Malformed(List.of(Refusal.invalidRequest(malformed)));
        }
    }

    /** Reads a request from a tree. */
    public static RequestReading read(JsonNode document) {
        var reader = new RequestDocument();
        var request = reader.attempt(() -> reader.request(document));
        return request == null || !reader.refusals.isEmpty()
                ? new RequestReading.Malformed(reader.refusals)
                : new RequestReading.Understood(request);
    }

    private RecoveryRequest request(JsonNode document) {
        var operation = StrictObject.open(document, "", RESTORE_FIELDS).text("operation", "give Restore or Baseline");
        return switch (operation) {
            case "Restore" -> restore(StrictObject.open(document, "", RESTORE_FIELDS));
            case "Baseline" -> baseline(StrictObject.open(document, "", BASELINE_FIELDS));
            default -> throw new InvalidField("operation", operation, "give Restore or Baseline");
        };
    }

    private RecoveryRequest.Baseline baseline(StrictObject request) {
        return new RecoveryRequest.Baseline(
                attemptOr("", () -> table(request)), attemptOr(Optional.empty(), () -> requestId(request)));
    }

    private RecoveryRequest.Restore restore(StrictObject request) {
        return new RecoveryRequest.Restore(
                attemptOr("", () -> table(request)),
                attemptOr(new RestorePoint.LatestRestorable(), () -> restorePoint(request)),
                attemptOr(
                        Optional.empty(),
                        () -> request.optionalText("target", "give a table's name, or leave it out")
                                .map(name -> TableName.checked("target", name))),
                attemptOr(new ExpectedState.BestKnown(), () -> expectedState(request)),
                attemptOr(true, () -> request.flag("keepCopy", true)),
                attemptOr(true, () -> request.flag("keepBaseline", true)),
                attemptOr(
                        Optional.empty(),
                        () -> request.has("incidentAt")
                                ? Optional.of(
                                        request.instant("incidentAt", "give an instant such as 2026-11-22T10:41:00Z"))
                                : Optional.empty()),
                attemptOr(false, () -> request.flag("revealValues", false)),
                attemptOr(Optional.empty(), () -> requestId(request)));
    }

    private static String table(StrictObject request) {
        return TableName.checked("table", request.text("table", "name the table"));
    }

    private static Optional<String> requestId(StrictObject request) {
        var remedy = "give 1 to 64 of a-z, A-Z, 0-9, _ and -, or leave it out";
        return request.optionalText("requestId", remedy).map(id -> matching(REQUEST_ID, "requestId", id, remedy));
    }

    private static RestorePoint restorePoint(StrictObject request) {
        var known = Set.of("type", "instant", "backupArn");
        var remedy = "give Instant, LatestRestorable or Backup";
        var type = request.object("restorePoint", known).text("type", remedy);
        return switch (type) {
            case "Instant" ->
                new RestorePoint.AtInstant(wholeSecond(request.object("restorePoint", Set.of("type", "instant"))));
            case "LatestRestorable" -> {
                request.object("restorePoint", Set.of("type"));
                yield new RestorePoint.LatestRestorable();
            }
            case "Backup" -> backup(request.object("restorePoint", Set.of("type", "backupArn")));
            default -> throw new InvalidField("restorePoint.type", type, remedy);
        };
    }

    private static Instant wholeSecond(StrictObject point) {
        var instant = point.instant("instant", INSTANT);
        if (!instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
            throw new InvalidField(point.pathOf("instant"), instant.toString(), INSTANT);
        }
        return instant;
    }

    private static RestorePoint backup(StrictObject point) {
        var remedy = "give a backup's ARN, or " + LATEST;
        var arn = point.text("backupArn", remedy);
        return arn.equals(LATEST)
                ? new RestorePoint.LatestBackup()
                : new RestorePoint.FromBackup(matching(BACKUP_ARN, point.pathOf("backupArn"), arn, remedy));
    }

    private static ExpectedState expectedState(StrictObject request) {
        if (!request.has("expectedState")) {
            return new ExpectedState.BestKnown();
        }
        var known = Set.of("type", "baseline");
        var remedy = "give ChangeLog, Baseline, LiveTable or None";
        var type = request.object("expectedState", known).text("type", remedy);
        return switch (type) {
            case "ChangeLog" -> new ExpectedState.ChangeLog(startingPoint(request.object("expectedState", known)));
            case "Baseline" -> expectedBaseline(request.object("expectedState", known));
            case "LiveTable" -> {
                request.object("expectedState", Set.of("type"));
                yield new ExpectedState.LiveTable();
            }
            case "None" -> {
                request.object("expectedState", Set.of("type"));
                yield new ExpectedState.None();
            }
            default -> throw new InvalidField("expectedState.type", type, remedy);
        };
    }

    private static Optional<String> startingPoint(StrictObject state) {
        var remedy = "give a baseline's identifier or " + LATEST + ", or leave it out";
        return state.optionalText("baseline", remedy)
                .filter(baseline -> !baseline.equals(LATEST))
                .map(baseline -> matching(BASELINE, state.pathOf("baseline"), baseline, remedy));
    }

    private static ExpectedState expectedBaseline(StrictObject state) {
        var remedy = "give a baseline's identifier, or " + LATEST;
        var baseline = state.text("baseline", remedy);
        return baseline.equals(LATEST)
                ? new ExpectedState.LatestBaseline()
                : new ExpectedState.NamedBaseline(matching(BASELINE, state.pathOf("baseline"), baseline, remedy));
    }

    private static String matching(Pattern syntax, String field, String text, String remedy) {
        if (!syntax.matcher(text).matches()) {
            throw new InvalidField(field, text, remedy);
        }
        return text;
    }

    private <T> @Nullable T attempt(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidField problem) {
            refusals.add(Refusal.invalidRequest(problem));
            return null;
        }
    }

    /** The fallback is never seen: with any refusal no request is made of it. */
    private <T> T attemptOr(T fallback, Supplier<? extends T> reading) {
        T value = attempt(reading::get);
        return value == null ? fallback : value;
    }
}
