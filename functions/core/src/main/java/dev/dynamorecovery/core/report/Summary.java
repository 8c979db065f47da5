package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Duration;

/** One sentence that says how an execution ended. */
final class Summary {

    private Summary() {}

    static String of(RestoreReport report) {
        return switch (report.outcome()) {
            case Outcome.Refused refused ->
                "%s was not restored: the request is refused (%s)"
                        .formatted(
                                report.table(),
                                refused.refusals().isEmpty()
                                        ? "no reason given"
                                        : refused.refusals().getFirst().code().code());
            case Outcome.Failed failed ->
                "%s was not restored: %s in %s".formatted(report.table(), failed.error(), failed.step());
            case Outcome.Judged judged -> judged(report, judged);
        };
    }

    private static String judged(RestoreReport report, Outcome.Judged judged) {
        var subject = "%s as of %s in %s"
                .formatted(
                        report.table(),
                        report.point() == null ? "?" : asOf(report.point()),
                        report.restoredTable() == null ? "?" : report.restoredTable());
        var verdict = switch (judged.label()) {
            case "Consistent" -> "is proven right";
            case "Inconsistent" ->
                "is wrong in " + counted(judged.contradictions().size(), "respect");
            default -> "is neither proven right nor wrong";
        };
        return subject + " " + verdict + objectives(report);
    }

    private static String asOf(RestoredPoint point) {
        return switch (point) {
            case RestoredPoint.PointInTime second -> second.instant().toString();
            case RestoredPoint.Backup backup -> backup.instant().toString();
            case RestoredPoint.RecoveryPoint taken -> "its backup between " + taken.from() + " and " + taken.until();
        };
    }

    private static String objectives(RestoreReport report) {
        var objectives = report.objectives();
        if (objectives == null) {
            return "";
        }
        return "; RTO %s of %s %s, RPO %s of %s %s"
                .formatted(
                        written(objectives.rtoAchieved()),
                        written(objectives.rtoObjective()),
                        objectives.rtoMet() ? "met" : "MISSED",
                        written(objectives.rpoAchieved()),
                        written(objectives.rpoObjective()),
                        objectives.rpoMet() ? "met" : "MISSED");
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Such as {@code 1 h 4 min 3 s}; below ten seconds with tenths. */
    static String written(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
            var tenths = Math.round(duration.toMillis() / 100.0);
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
        }
        var text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "min");
        append(text, duration.toSecondsPart(), "s");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
        }
    }
}
