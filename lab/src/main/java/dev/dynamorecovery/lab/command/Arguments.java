package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExpectedState;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what was typed, at the edge: each refusal names the option, the value and the remedy. */
final class Arguments {

    /** The longest recovery period DynamoDB keeps. */
    static final Duration LONGEST_RECOVERY_PERIOD = Duration.ofDays(35);

    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final Pattern BACKUP_ARN =
            Pattern.compile("arn:[a-z-]+:dynamodb:[a-z0-9-]+:\\d{12}:table/[a-zA-Z0-9_.-]{3,255}/backup/[\\w-]+");
    private static final Pattern BASELINE_ID = Pattern.compile("[\\w.:-]{1,200}");
    private static final Pattern REQUEST_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Duration LONGEST_DURATION = Duration.ofHours(1);

    private static final String ENGINE_REMEDY = "give one such as http://127.0.0.1:8000";

    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'-'SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Arguments() {}

    static String tableName(String field, String value) {
        if (!TABLE_NAME.matcher(value).matches()) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "is not a DynamoDB table name",
                    "give 3 to 255 letters, digits, dots, dashes or underscores");
        }
        return value;
    }

    /** An instant not after now, in whole seconds: as finely as DynamoDB restores and stamps changes. */
    static Instant restoreInstant(String field, String value, Instant now) {
        Instant instant = pastInstant(field, value, now);
        if (!instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "has a fraction of a second",
                    "states and changes are told apart to the second: give " + instant.truncatedTo(ChronoUnit.SECONDS));
        }
        return instant;
    }

    static Instant pastInstant(String field, String value, Instant now) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "is not an instant",
                    "give ISO 8601 with a zone, such as " + now.truncatedTo(ChronoUnit.MINUTES)
                            + " or 2026-03-01T10:40:00+02:00");
        }
        if (instant.isAfter(now)) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "is in the future: it is " + now.truncatedTo(ChronoUnit.SECONDS) + " now",
                    "give an instant that has passed, and mind the zone");
        }
        return instant;
    }

    static Instant minutesAgo(String field, int minutes, Instant now) {
        if (minutes < 1 || minutes > LONGEST_RECOVERY_PERIOD.toMinutes()) {
            throw CommandFailure.usage(
                    field,
                    Integer.toString(minutes),
                    "is out of range",
                    "give 1 to " + LONGEST_RECOVERY_PERIOD.toMinutes() + " (35 days, the longest recovery period)");
        }
        return now.minus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.SECONDS);
    }

    static String backup(String field, String value) {
        if (!value.equals("latest") && !BACKUP_ARN.matcher(value).matches()) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "is not the ARN of a DynamoDB backup",
                    "give 'latest', or an ARN as 'aws dynamodb list-backups' prints it");
        }
        return value;
    }

    static ExpectedState expectedState(String field, String value) {
        String id = value.substring(value.indexOf(':') + 1);
        if (BASELINE_ID.matcher(id).matches() && value.startsWith("baseline:")) {
            return new ExpectedState.Baseline(id);
        }
        if (BASELINE_ID.matcher(id).matches() && value.startsWith("log:")) {
            return new ExpectedState.ChangeLog(id);
        }
        return switch (value) {
            case "log" -> new ExpectedState.ChangeLog(null);
            case "baseline" -> new ExpectedState.Baseline("latest");
            case "live" -> new ExpectedState.LiveTable();
            case "none" -> new ExpectedState.None();
            default ->
                throw CommandFailure.usage(
                        field,
                        value,
                        "is not an expected state",
                        "give log (a baseline and the change log), log:ID, baseline (the latest), baseline:ID, live (the live"
                                + " table, if nobody writes to it) or none");
        };
    }

    /** A request id made of an instant: what is asked at another time is another request. */
    static String requestId(Instant now) {
        return REQUEST_TIME.format(now);
    }

    static int port(String field, int value) {
        if (value < 0 || value > 65_535) {
            throw CommandFailure.usage(
                    field, Integer.toString(value), "is no port", "give 1 to 65535, or 0 for any that is free");
        }
        return value;
    }

    static double timeScale(String field, double value) {
        if (!(value > 0 && value <= 1)) {
            throw CommandFailure.usage(
                    field, Double.toString(value), "is out of range", "give a factor above 0 and up to 1 (real time)");
        }
        return value;
    }

    /** Where a DynamoDB-compatible server listens. */
    static URI engine(String field, String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw CommandFailure.usage(field, value, "is no address", ENGINE_REMEDY);
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw CommandFailure.usage(field, value, "is no address of a server", ENGINE_REMEDY);
        }
        return uri;
    }

    static String region(String field, String value) {
        if (!REGION.matcher(value).matches()) {
            throw CommandFailure.usage(field, value, "is not a Region", "give one such as us-east-1");
        }
        return value;
    }

    /** One to three different Regions. */
    static List<String> regions(String field, List<String> values) {
        values.forEach(value -> region(field, value));
        if (values.isEmpty() || values.size() > 3 || Set.copyOf(values).size() != values.size()) {
            throw CommandFailure.usage(
                    field,
                    String.join(",", values),
                    "is not a primary, a standby and a witness",
                    "give one to three different Regions, the primary first");
        }
        return values;
    }

    /** A time of up to an hour, with its unit: 500ms, 2s or 1m. */
    static Duration duration(String field, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw CommandFailure.usage(field, value, "is not a time", "give one such as 500ms, 2s or 1m");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
        if (duration.compareTo(LONGEST_DURATION) > 0) {
            throw CommandFailure.usage(field, value, "is too long", "give an hour (60m) at most");
        }
        return duration;
    }

    static String requestId(String field, String value) {
        if (!REQUEST_ID.matcher(value).matches()) {
            throw CommandFailure.usage(field, value, "is not a request id", "give 1 to 64 of a-z, A-Z, 0-9, _ and -");
        }
        return value;
    }
}
