package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.restore.BaselineCoverage;
import dev.dynamorecovery.core.restore.ExpectedState;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RequestDocument;
import dev.dynamorecovery.core.restore.RequestReading;
import dev.dynamorecovery.core.restore.RestoreAdmission;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes a request in: reads it, looks at what it is about, and admits it as a job or refuses it.
 *
 * @param tables tells what exists
 * @param changeLogs tells which tables have a change log
 * @param newHashKey draws a key from a secure random source
 * @param work where the hash key of an admitted job is kept for its workers
 */
public record RequestIntake(
        RestoreObserver tables,
        TableKeys tableKeys,
        StoredBaselines baselines,
        ChangeLogIndex changeLogs,
        ScanSegments segments,
        Supplier<HashKey> newHashKey,
        ObjectStore work) {

    private static final String LATEST = "latest";

    /** Decides about the request of one execution. */
    public IntakeDecision decide(String execution, JsonNode request, Instant now) {
        return switch (RequestDocument.read(request)) {
            case RequestReading.Malformed malformed -> new IntakeDecision.Refused(malformed.refusals());
            case RequestReading.Understood understood ->
                switch (understood.request()) {
                    case RecoveryRequest.Restore restore -> restore(execution, restore, now);
                    case RecoveryRequest.Baseline baseline -> baseline(execution, baseline, now);
                };
        };
    }

    private IntakeDecision restore(String execution, RecoveryRequest.Restore request, Instant now) {
        return switch (RestoreAdmission.decide(request, tables.observe(request), segments, now)) {
            case RestoreAdmission.Refused refused -> new IntakeDecision.Refused(refused.refusals());
            case RestoreAdmission.Admitted admitted ->
                switch (request.expectedState()) {
                    case ExpectedState.LiveTable live ->
                        admit(execution, admitted, new ExpectedSource.LiveTable(), newHashKey.get());
                    case ExpectedState.None none ->
                        admit(execution, admitted, new ExpectedSource.None(), newHashKey.get());
                    case ExpectedState.NamedBaseline named ->
                        admit(
                                execution,
                                admitted,
                                baselines.find(request.table(), named.baseline()),
                                named.baseline(),
                                ExpectedSource.Baseline::new);
                    case ExpectedState.LatestBaseline latest ->
                        admit(
                                execution,
                                admitted,
                                newest(request.table(), admitted.point()),
                                LATEST,
                                ExpectedSource.Baseline::new);
                    case ExpectedState.ChangeLog log -> derived(execution, admitted, log);
                    case ExpectedState.BestKnown best -> bestKnown(execution, admitted);
                };
        };
    }

    private Optional<BaselineManifest> newest(String table, RestoredPoint point) {
        return baselines.newest(table, point.instant());
    }

    private IntakeDecision derived(String execution, RestoreAdmission.Admitted admitted, ExpectedState.ChangeLog log) {
        String table = admitted.request().table();
        if (!isLogged(table)) {
            return new IntakeDecision.Refused(List.of(new Refusal(
                    RefusalCode.CHANGE_LOG_NOT_FOUND,
                    "expectedState.type",
                    "ChangeLog",
                    "no change of " + table + " was ever logged: ./recovery protect " + table
                            + " says how to attach it; now compare with a baseline alone (Baseline), with the live"
                            + " table (LiveTable) or with nothing (None)")));
        }
        return admit(
                execution,
                admitted,
                log.baseline()
                        .map(named -> baselines.find(table, named))
                        .orElseGet(() -> nearest(table, admitted.point())),
                log.baseline().orElse(LATEST),
                ExpectedSource.ChangeLog::new);
    }

    /** A state known for the restore point itself needs no change log; a state that is not is of little worth without. */
    private IntakeDecision bestKnown(String execution, RestoreAdmission.Admitted admitted) {
        String table = admitted.request().table();
        Optional<BaselineManifest> newest = newest(table, admitted.point());
        boolean covered = newest.filter(
                        baseline -> BaselineCoverage.of(admitted.point(), baseline.quiet()) == BaselineCoverage.COVERED)
                .isPresent();
        return covered || !isLogged(table)
                ? admit(execution, admitted, newest, LATEST, ExpectedSource.Baseline::new)
                : admit(execution, admitted, nearest(table, admitted.point()), LATEST, ExpectedSource.ChangeLog::new);
    }

    private boolean isLogged(String table) {
        return !changeLogs.checkpoints(table).isEmpty();
    }

    private Optional<BaselineManifest> nearest(String table, RestoredPoint point) {
        return baselines.nearest(table, point.instant());
    }

    private IntakeDecision admit(
            String execution,
            RestoreAdmission.Admitted admitted,
            Optional<BaselineManifest> baseline,
            String asked,
            Function<String, ExpectedSource> source) {
        if (baseline.isEmpty()) {
            String table = admitted.request().table();
            return new IntakeDecision.Refused(List.of(new Refusal(
                    RefusalCode.BASELINE_NOT_FOUND,
                    "expectedState.baseline",
                    asked,
                    "take one with ./recovery baseline " + table + " for the next time; now compare with the live table"
                            + " (expectedState.type LiveTable) or with nothing (None)")));
        }
        return admit(
                execution,
                admitted,
                source.apply(baseline.get().baseline()),
                HashKey.ofHex(baseline.get().hashKey()));
    }

    private IntakeDecision admit(
            String execution, RestoreAdmission.Admitted admitted, ExpectedSource expected, HashKey hashKey) {
        RecoveryRequest.Restore request = admitted.request();
        RecoveryPlan plan = admitted.plan();
        StoredHashKey.write(new WorkKeys(execution), hashKey, work);
        return new IntakeDecision.Admitted(new RecoveryJob.Restore(
                execution,
                admitted.startedAt(),
                request.table(),
                admitted.sourceArn(),
                tableKeys.of(request.table()),
                admitted.target(),
                admitted.point(),
                expected,
                plan.name(),
                plan.version(),
                request.keepCopy(),
                request.keepBaseline(),
                request.incidentAt().orElse(null),
                request.revealValues(),
                admitted.segments(),
                RecoveryJob.passes(expected, request.table(), admitted.target(), request.keepBaseline()),
                RecoveryJob.openings(expected, request.table(), admitted.target()),
                plan.verification().invariants().size()
                        + plan.verification().references().size()
                        + plan.verification().aggregates().size()));
    }

    private IntakeDecision baseline(String execution, RecoveryRequest.Baseline request, Instant now) {
        return switch (BaselineAdmission.decide(request, tables.table(request.table()), segments)) {
            case BaselineAdmission.Refused refused -> new IntakeDecision.Refused(refused.refusals());
            case BaselineAdmission.Admitted admitted -> {
                StoredHashKey.write(new WorkKeys(execution), newHashKey.get(), work);
                yield new IntakeDecision.Admitted(new RecoveryJob.Baseline(
                        execution,
                        now,
                        request.table(),
                        admitted.tableArn(),
                        tableKeys.of(request.table()),
                        admitted.plan().name(),
                        admitted.plan().version(),
                        isLogged(request.table()),
                        admitted.segments(),
                        RecoveryJob.baselinePasses(request.table())));
            }
        };
    }
}
