package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Repair.EnableStream;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.StreamDelivery;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.settings.StreamView;
import java.util.List;
import java.util.Optional;

/** Whether every change of the table is on its way into the change log. */
final class StreamRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-STREAM-1",
                    "The stream is on with both images",
                    Severity.HIGH,
                    "Changes that no stream carries are in no log: they cannot be replayed, undone or proven, and the RPO of a"
                            + " replay is unbounded from here on.",
                    List.of(
                            Controls.NIST_BACKUP,
                            Controls.NIST_RECOVERY,
                            Controls.NIST_RECOVERY_OBJECTIVES,
                            Controls.SOC_BACKUP),
                    StreamRules::on),
            new AuditRule(
                    "DR-STREAM-2",
                    "The stream is delivered to the change log",
                    Severity.HIGH,
                    "A stream forgets after 24 hours: what nobody took from it by then is lost to the log, and the RPO grows"
                            + " with every minute.",
                    List.of(
                            Controls.NIST_BACKUP,
                            Controls.NIST_RECOVERY,
                            Controls.NIST_RECOVERY_OBJECTIVES,
                            Controls.SOC_BACKUP),
                    StreamRules::delivered));

    private static final NotAsked NO_STREAM = new NotAsked("there is no stream: see DR-STREAM-1");

    private StreamRules() {}

    private static Judgement on(AuditedTable table) {
        return planned(
                table,
                plan -> !Steps.asksForLog(plan)
                        ? Steps.notAsked("a change log")
                        : seen(table.posture().facts(), facts -> {
                            if (facts.stream().isEmpty()) {
                                return broken("no stream", enable(table), new EnableStream());
                            }
                            StreamView view = facts.stream().get().view();
                            return view == StreamView.NEW_AND_OLD_IMAGES
                                    ? met("on with both images")
                                    : broken(
                                            "on with " + view,
                                            "Whoever reads the stream has to be asked first, for it is replaced: "
                                                    + Remedies.updateTable(
                                                            table.posture(),
                                                            "--stream-specification",
                                                            "StreamEnabled=false")
                                                    + " — then: "
                                                    + enable(table));
                        }));
    }

    private static Judgement delivered(AuditedTable table) {
        return planned(
                table,
                plan -> !Steps.asksForLog(plan)
                        ? Steps.notAsked("a change log")
                        : seen(
                                table.posture().facts(),
                                facts -> facts.stream()
                                        .map(stream -> seen(
                                                table.posture().delivery(),
                                                deliveries -> delivered(table, stream, deliveries)))
                                        .orElse(NO_STREAM)));
    }

    private static Judgement delivered(AuditedTable table, TableFacts.Stream stream, List<StreamDelivery> deliveries) {
        List<StreamDelivery> own = deliveries.stream()
                .filter(delivery -> delivery.streamArn().equals(stream.arn()))
                .toList();
        Optional<StreamDelivery> good = own.stream()
                .filter(delivery -> delivery.state().equals("Enabled"))
                .filter(delivery -> !delivery.lastResult().startsWith("PROBLEM"))
                .findFirst();
        if (good.isPresent()) {
            return met("mapping %s is enabled; last result: %s"
                    .formatted(good.get().id(), good.get().lastResult()));
        }
        if (own.isEmpty()) {
            return broken(
                    deliveries.isEmpty()
                            ? "nothing delivers the stream"
                            : "what delivers reads another stream of the table than the present one",
                    "./recovery protect %s --apply".formatted(table.posture().table()));
        }
        StreamDelivery bad = own.getFirst();
        return broken(
                "mapping %s is %s; last result: %s".formatted(bad.id(), bad.state(), bad.lastResult()),
                bad.state().equals("Enabled")
                        ? "Read the log of the function StreamChangeLogger, mend what it says, and look again: "
                                + Remedies.aws(
                                        table.posture(), "lambda", "get-event-source-mapping", "--uuid", bad.id())
                        : Remedies.aws(
                                table.posture(),
                                "lambda",
                                "update-event-source-mapping",
                                "--uuid",
                                bad.id(),
                                "--enabled"));
    }

    private static String enable(AuditedTable table) {
        return Remedies.updateTable(
                table.posture(), "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES");
    }
}
