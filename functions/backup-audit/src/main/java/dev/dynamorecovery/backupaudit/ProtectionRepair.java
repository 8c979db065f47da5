package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.audit.DynamoDbRepairs;
import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.audit.posture.TablePostures;
import dev.dynamorecovery.core.audit.repair.RepairDecision;
import dev.dynamorecovery.core.audit.repair.RepairPlan;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Mends what is safe to mend, one finding after the other, and keeps each repair as evidence. */
final class ProtectionRepair {

    private static final Logger LOG = LoggerFactory.getLogger(ProtectionRepair.class);

    private final TablePostures postures;
    private final RecoveryPlans plans;
    private final DynamoDbRepairs repairs;
    private final StoredDocuments evidence;
    private final Stage stage;
    private final InstantSource time;

    ProtectionRepair(
            TablePostures postures,
            RecoveryPlans plans,
            DynamoDbRepairs repairs,
            ObjectStore evidence,
            Stage stage,
            InstantSource time) {
        this.postures = postures;
        this.plans = plans;
        this.repairs = repairs;
        this.evidence = new StoredDocuments(evidence);
        this.stage = stage;
        this.time = time;
    }

    List<TableRepair> run(RepairRequest request) {
        List<TableRepair> done = new ArrayList<>();
        JudgedTables.of(
                postures,
                request.scope(),
                plans,
                time,
                (posture, audit) -> done.addAll(table(request, posture, audit)));
        return done;
    }

    private List<TableRepair> table(RepairRequest request, TablePosture posture, TableAudit audit) {
        Optional<RecoveryPlan> plan = audit.plan().or(request::plan).flatMap(plans::find);
        List<TableRepair> answers = new ArrayList<>();
        List<RepairRecord> records = new ArrayList<>();
        for (RepairDecision decision : RepairPlan.of(audit, posture, plan, request.by())) {
            switch (decision) {
                case RepairDecision.Refuse refuse ->
                    answers.add(
                            new TableRepair(audit.table(), refuse.rule(), null, TableRepair.REFUSED, refuse.reason()));
                case RepairDecision.Mend mend -> {
                    if (request.dryRun()) {
                        answers.add(new TableRepair(
                                audit.table(), mend.rule(), mend.repair(), TableRepair.PLANNED, "nothing was changed"));
                    } else {
                        RepairRecord record = made(begun(request, audit, mend));
                        records.add(record);
                        answers.add(new TableRepair(
                                audit.table(), mend.rule(), mend.repair(), record.outcome(), record.detail()));
                    }
                }
            }
        }
        lookAgain(audit.table(), records);
        return answers;
    }

    private RepairRecord begun(RepairRequest request, TableAudit audit, RepairDecision.Mend mend) {
        RuleResult result = result(audit, mend.rule());
        return new RepairRecord(
                RepairRecord.FORMAT_VERSION,
                audit.table(),
                stage.region(),
                audit.plan().orElse(null),
                mend.rule(),
                result.rule().severity(),
                mend.repair(),
                request.by().orElse(null),
                time.instant(),
                said(result),
                RepairRecord.BEGUN,
                "",
                null);
    }

    /** One repair that fails leaves the others to be made. */
    private RepairRecord made(RepairRecord begun) {
        write(begun);
        RepairRecord ended;
        try {
            repairs.make(begun.table(), begun.repair());
            ended = begun.ended(TableRepair.DONE, begun.repair().toString());
            LOG.info("Repaired {} of {}", begun.rule(), begun.table());
        } catch (AbortedException stopped) {
            throw stopped;
        } catch (SdkException refused) {
            LOG.error("Could not repair {} of {}", begun.rule(), begun.table(), refused);
            ended = begun.ended(TableRepair.FAILED, String.valueOf(refused.getMessage()));
        }
        write(ended);
        return ended;
    }

    private void lookAgain(String table, List<RepairRecord> records) {
        if (!records.isEmpty()) {
            JudgedTables.of(
                    postures,
                    new AuditScope.Tables(Set.of(table)),
                    plans,
                    time,
                    (posture, audit) ->
                            records.forEach(record -> write(record.looked(said(result(audit, record.rule()))))));
        }
    }

    private void write(RepairRecord record) {
        evidence.write(record.key(stage.folder()), record);
    }

    private static RuleResult result(TableAudit audit, String rule) {
        return audit.results().stream()
                .filter(result -> result.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static String said(RuleResult result) {
        return switch (result.judgement()) {
            case Judgement.Met met -> "Met: " + met.observed();
            case Judgement.Broken broken -> "Broken: " + broken.observed();
            case Judgement.CouldNotLook unseen -> "CouldNotLook: " + unseen.reason();
            case Judgement.NotAsked notAsked -> "NotAsked: " + notAsked.reason();
        };
    }
}
