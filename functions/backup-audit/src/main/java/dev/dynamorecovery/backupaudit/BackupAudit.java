package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.audit.S3AuditState;
import dev.dynamorecovery.aws.audit.SecurityHubFindings;
import dev.dynamorecovery.core.audit.finding.SecurityFindings;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.posture.TablePostures;
import dev.dynamorecovery.core.audit.report.AuditReport;
import dev.dynamorecovery.core.audit.report.AuditReportHtml;
import dev.dynamorecovery.core.audit.report.AuditReportJson;
import dev.dynamorecovery.core.audit.report.AuditReportMarkdown;
import dev.dynamorecovery.core.audit.report.AuditSummary;
import dev.dynamorecovery.core.audit.state.AuditRun;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.Remembered;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits tables: looks, judges, remembers, and tells everybody who has to know. */
final class BackupAudit {

    private static final Logger LOG = LoggerFactory.getLogger(BackupAudit.class);

    private final TablePostures postures;
    private final RecoveryPlans plans;
    private final S3AuditState state;
    private final ObjectStore evidence;
    private final Optional<SecurityHubFindings> securityHub;
    private final PostureEvents events;
    private final AuditMetrics metrics;
    private final Stage stage;
    private final InstantSource time;

    /** @param securityHub empty where findings are not to go there */
    BackupAudit(
            TablePostures postures,
            RecoveryPlans plans,
            S3AuditState state,
            ObjectStore evidence,
            Optional<SecurityHubFindings> securityHub,
            PostureEvents events,
            AuditMetrics metrics,
            Stage stage,
            InstantSource time) {
        this.postures = postures;
        this.plans = plans;
        this.state = state;
        this.evidence = evidence;
        this.securityHub = securityHub;
        this.events = events;
        this.metrics = metrics;
        this.stage = stage;
        this.time = time;
    }

    AuditAnswer run(AuditTrigger.Audit trigger) {
        Instant startedAt = time.instant();
        AuditAges ages = new AuditAges();
        JudgedTables judged = JudgedTables.of(
                postures,
                trigger.scope(),
                plans,
                time,
                (posture, audit) -> audit.plan().ifPresent(plan -> ages.add(plan, posture, time.instant())));
        AuditRun run = new AuditRun(
                trigger.scope(), startedAt, judged.audits(), judged.exempt().keySet(), trigger.changedBy());
        Remembered remembered = state.remember(run, (before, now) -> tellSecurityHub(judged, before, now));
        events.send(remembered.changes());
        AuditReport report = new AuditReport(
                stage.account(),
                stage.region(),
                startedAt,
                time.instant(),
                trigger.reason(),
                stage.timeScale(),
                judged.audits(),
                judged.exempt(),
                remembered.state());
        AuditSummary summary = report.summary();
        if (trigger.scope() instanceof AuditScope.Everything) {
            metrics.record(summary, ages);
        }
        LOG.info(
                "Audited {} tables because of {}: {} broken rules, {} that nobody could look at, {} tables changed",
                summary.audited(),
                trigger.reason().label(),
                summary.broken(),
                summary.couldNotLook(),
                remembered.changes().size());
        return AuditAnswer.of(report.audits(), summary, write(report));
    }

    private void tellSecurityHub(JudgedTables judged, AuditState before, Remembered now) {
        securityHub.ifPresent(hub -> {
            SecurityHubFindings.Imported imported =
                    hub.send(new SecurityFindings(stage.partition(), stage.account(), stage.region(), time.instant())
                            .of(judged.audits(), before, now.state())
                            .iterator());
            imported.refused()
                    .forEach(refused ->
                            LOG.error("Security Hub refused the finding {} with {}", refused.id(), refused.code()));
            metrics.refused(imported.refused().size());
        });
    }

    private AuditAnswer.Places write(AuditReport report) {
        String folder = stage.folder() + report.startedAt() + "/";
        AuditAnswer.Places places =
                new AuditAnswer.Places(folder + "report.json", folder + "report.md", folder + "report.html");
        write(places.json(), AuditReportJson.render(report));
        write(places.markdown(), AuditReportMarkdown.render(report));
        write(places.html(), AuditReportHtml.render(report));
        return places;
    }

    private void write(String key, String text) {
        evidence.write(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
