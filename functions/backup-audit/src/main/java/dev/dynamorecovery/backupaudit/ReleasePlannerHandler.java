package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.audit.DynamoDbTableBackups;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.gate.ReleaseBackups;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the tables of a release before its backups are taken, and says which backups those are. */
public final class ReleasePlannerHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final AuditParts parts;
    private final DynamoDbTableBackups backups;

    /** The function as Lambda starts it. */
    public ReleasePlannerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ReleasePlannerHandler(Map<String, String> environment) {
        this(AuditParts.of(new Environment(environment)));
    }

    private ReleasePlannerHandler(AuditParts parts) {
        this.parts = parts;
        this.backups = new DynamoDbTableBackups(parts.clients().dynamoDb());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The execution's name, and its input as it came. */
    record Event(String execution, JsonNode request) {}

    /**
     * The tables whose backups are to be taken, or why there are none.
     *
     * @param before where what was seen of the tables is kept
     */
    record Answer(
            @Nullable String release,
            List<Table> tables,
            @Nullable String before,
            @Nullable Refused refusal) {}

    /** @param backup the ARN of the backup of that name that is there already, or null */
    record Table(String table, String backupName, @Nullable String backup) {}

    /** The code that the execution fails with, and every reason. */
    record Refused(String code, List<Refusal> refusals) {}

    record Refusal(String code, String field, String value, String remedy) {}

    private Object answer(Event event, Context context) {
        try {
            return planned(event.execution(), ReleaseRequest.read(event.request()));
        } catch (InvalidField invalid) {
            return refused(List.of(new Refusal("InvalidRequest", invalid.field(), invalid.value(), invalid.remedy())));
        }
    }

    private Answer planned(String execution, ReleaseRequest request) {
        List<TableAudit> audits = new ArrayList<>();
        JudgedTables judged =
                JudgedTables.of(parts.postures(), request.scope(), parts.plans(), parts.time(), (posture, audit) -> {
                    if (request.tables().isPresent() || isToBeProtected(posture)) {
                        audits.add(audit);
                    }
                });
        List<Refusal> refusals = refusals(request, judged);
        if (!refusals.isEmpty()) {
            return refused(refusals);
        }
        String before = "releases/%s/%s/before.json".formatted(request.release(), execution);
        new StoredDocuments(parts.evidence()).write(before, KeptAudit.Look.of(audits));
        return new Answer(
                request.release(),
                audits.stream()
                        .map(audit -> table(request.release(), audit.table()))
                        .toList(),
                before,
                null);
    }

    /** A table whose tags nobody could read may be one: it holds up the release until somebody can. */
    private static boolean isToBeProtected(TablePosture posture) {
        return switch (posture.tags()) {
            case Observed.Seen<Map<String, String>> seen -> seen.value().containsKey(RecoveryPlan.TAG);
            case Observed.NotSeen<Map<String, String>> none -> true;
        };
    }

    private static List<Refusal> refusals(ReleaseRequest request, JudgedTables judged) {
        Set<String> audited = judged.audits().stream().map(TableAudit::table).collect(Collectors.toSet());
        return request.tables().orElse(Set.of()).stream()
                .filter(table -> !audited.contains(table))
                .map(table -> judged.exempt().containsKey(table)
                        ? new Refusal(
                                "ExemptTable",
                                "tables",
                                table,
                                "leave it out: the audit does ("
                                        + judged.exempt().get(table) + ")")
                        : new Refusal("UnknownTable", "tables", table, "check the name, and the account and Region"))
                .toList();
    }

    private static Answer refused(List<Refusal> refusals) {
        return new Answer(null, List.of(), null, new Refused(refusals.getFirst().code(), refusals));
    }

    /** A backup that cannot be looked for is asked for: another of its name does no harm. */
    private Table table(String release, String table) {
        String name = ReleaseBackups.name(release, table);
        @Nullable
        String standing = backups.of(table) instanceof Observed.Seen<List<OnDemandBackup>> seen
                ? seen.value().stream()
                        .filter(backup -> backup.name().equals(name))
                        .filter(backup -> !backup.status().equals("DELETED"))
                        .map(OnDemandBackup::arn)
                        .findFirst()
                        .orElse(null)
                : null;
        return new Table(table, name, standing);
    }
}
