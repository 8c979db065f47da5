package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.audit.DynamoDbTableBackups;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.gate.GateVerdict;
import dev.dynamorecovery.core.audit.gate.ReleaseBackups;
import dev.dynamorecovery.core.audit.gate.ReleaseGate;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the tables of a release again when its backups have been taken, and says whether it may go ahead. */
public final class ReleaseJudgeHandler implements RequestStreamHandler {

    private static final int LONGEST_SUBJECT_CHARACTERS = 99;

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final AuditParts parts;
    private final DynamoDbTableBackups backups;

    /** The function as Lambda starts it. */
    public ReleaseJudgeHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ReleaseJudgeHandler(Map<String, String> environment) {
        this(AuditParts.of(new Environment(environment)));
    }

    private ReleaseJudgeHandler(AuditParts parts) {
        this.parts = parts;
        this.backups = new DynamoDbTableBackups(parts.clients().dynamoDb());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** @param before where what was seen of the tables before is kept */
    record Event(String release, String execution, String before, List<Taken> taken) {}

    /**
     * A table and its backup.
     *
     * @param failure why none was taken, or null
     */
    record Taken(String table, String backupName, @Nullable String failure) {}

    /**
     * @param verdict {@code Passed} or {@code Failed}
     * @param expiring backups of earlier releases that are to be deleted
     */
    record Answer(
            String verdict,
            List<ReleaseReport.Table> tables,
            List<ReleaseReport.Expired> expiring,
            Places report,
            Notice notice) {}

    /** Keys in the evidence bucket. */
    record Places(String json, String markdown) {}

    record Notice(String subject, String message) {}

    private Object answer(Event event, Context context) {
        StoredDocuments evidence = new StoredDocuments(parts.evidence());
        List<TableAudit> before =
                evidence.read(event.before(), KeptAudit.Look.class).judged();
        Set<String> names = event.taken().stream().map(Taken::table).collect(Collectors.toCollection(TreeSet::new));
        List<TableAudit> after = names.isEmpty()
                ? List.of()
                : JudgedTables.of(
                                parts.postures(),
                                new AuditScope.Tables(names),
                                parts.plans(),
                                parts.time(),
                                (posture, audit) -> {})
                        .audits();
        Map<String, Observed<List<OnDemandBackup>>> standing = new HashMap<>();
        names.forEach(table -> standing.put(table, backups.of(table)));
        GateVerdict verdict = ReleaseGate.judge(before, after, taken(event.taken(), standing));
        Instant now = parts.time().instant();
        ReleaseReport report = new ReleaseReport(
                ReleaseReport.FORMAT_VERSION,
                event.release(),
                event.execution(),
                parts.stage().account(),
                parts.stage().region(),
                now,
                parts.stage().timeScale(),
                verdict instanceof GateVerdict.Passed ? ReleaseReport.PASSED : ReleaseReport.FAILED,
                tables(event, verdict),
                verdict instanceof GateVerdict.Passed ? expiring(after, standing, now) : List.of(),
                KeptAudit.Look.of(before).audits(),
                KeptAudit.Look.of(after).audits());
        String folder = "releases/%s/%s/".formatted(event.release(), event.execution());
        Places places = new Places(folder + "report.json", folder + "report.md");
        evidence.write(places.json(), report);
        parts.evidence().write(places.markdown(), report.markdown().getBytes(StandardCharsets.UTF_8));
        return new Answer(report.verdict(), report.tables(), report.expiring(), places, notice(report, places));
    }

    private static Map<String, Observed<Optional<OnDemandBackup>>> taken(
            List<Taken> taken, Map<String, Observed<List<OnDemandBackup>>> standing) {
        Map<String, Observed<Optional<OnDemandBackup>>> found = new HashMap<>();
        for (Taken each : taken) {
            found.put(
                    each.table(),
                    standing.getOrDefault(each.table(), Observed.notSeen("it was not looked for"))
                            .map(all -> all.stream()
                                    .filter(backup -> backup.name().equals(each.backupName()))
                                    .max(Comparator.comparing((OnDemandBackup backup) ->
                                                    backup.status().equals("AVAILABLE"))
                                            .thenComparing(OnDemandBackup::createdAt))));
        }
        return found;
    }

    private static List<ReleaseReport.Table> tables(Event event, GateVerdict verdict) {
        Map<String, String> failures = new HashMap<>();
        event.taken().forEach(taken -> {
            if (taken.failure() != null) {
                failures.put(taken.table(), taken.failure());
            }
        });
        return switch (verdict) {
            case GateVerdict.Passed passed ->
                passed.backups().stream()
                        .map(backup -> new ReleaseReport.Table(backup.table(), backup.arn(), List.of()))
                        .toList();
            case GateVerdict.Failed failed -> {
                Map<String, List<String>> reasons = new HashMap<>();
                event.taken().forEach(taken -> reasons.put(taken.table(), new ArrayList<>()));
                failed.reasons()
                        .forEach(reason -> reasons.computeIfAbsent(reason.table(), table -> new ArrayList<>())
                                .add(described(reason, failures)));
                yield reasons.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(table -> new ReleaseReport.Table(table.getKey(), null, List.copyOf(table.getValue())))
                        .toList();
            }
        };
    }

    private static String described(GateVerdict.Reason reason, Map<String, String> failures) {
        String failure = reason.cause().equals("backup") ? failures.getOrDefault(reason.table(), "") : "";
        return "%s: %s%s. Next: %s"
                .formatted(
                        reason.cause(),
                        reason.detail(),
                        failure.isEmpty() ? "" : " (" + failure + ")",
                        reason.remedy());
    }

    private List<ReleaseReport.Expired> expiring(
            List<TableAudit> after, Map<String, Observed<List<OnDemandBackup>>> standing, Instant now) {
        List<ReleaseReport.Expired> expiring = new ArrayList<>();
        for (TableAudit audit : after) {
            audit.plan().flatMap(parts.plans()::find).ifPresent(plan -> {
                if (standing.get(audit.table()) instanceof Observed.Seen<List<OnDemandBackup>> seen) {
                    ReleaseBackups.expired(
                                    audit.table(),
                                    seen.value(),
                                    plan.retention().backups(),
                                    now)
                            .forEach(backup -> expiring.add(new ReleaseReport.Expired(audit.table(), backup.arn())));
                }
            });
        }
        return expiring;
    }

    private static Notice notice(ReleaseReport report, Places places) {
        String subject = "Release %s: %s".formatted(report.release(), report.verdict());
        String reasons = report.tables().stream()
                .flatMap(table -> table.reasons().stream().map(reason -> table.table() + ": " + reason))
                .collect(Collectors.joining("\n"));
        return new Notice(
                subject.length() <= LONGEST_SUBJECT_CHARACTERS
                        ? subject
                        : subject.substring(0, LONGEST_SUBJECT_CHARACTERS),
                "%s%n%s%nReport: %s%n"
                        .formatted(
                                report.verdict().equals(ReleaseReport.PASSED)
                                        ? "All %d tables could be taken back to before the release."
                                                .formatted(report.tables().size())
                                        : "The release may not go ahead.",
                                reasons,
                                places.markdown()));
    }
}
