package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.DecisionEvidence;
import dev.dynamorecovery.core.failover.measure.RtoBreakdown;
import dev.dynamorecovery.core.failover.notice.FailoverEnd;
import dev.dynamorecovery.core.failover.notice.FailoverNotices;
import dev.dynamorecovery.core.failover.notice.Notice;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports of executions, made of what they did and of the record's history. */
final class FailoverReports {

    /** Ends that concern nobody but the one who asked: nothing was changed, or another execution tells of it. */
    private static final Set<String> QUIET = Set.of("Held", "Refused", "Lost");

    private final GroupPlans plans;
    private final ControlRecords records;

    FailoverReports(GroupPlans plans, ControlRecords records) {
        this.plans = plans;
        this.records = records;
    }

    Report of(ReportRequest request) {
        RecoveryPlan plan = plans.of(request.group());
        Optional<ControlRecord> record = records.read(request.group());
        Timeline timeline = record.isPresent() ? records.timeline(request.group()) : new Timeline(List.of());
        Optional<RtoBreakdown> rto = request.outcome().equals("Concluded") && !request.dryRun()
                ? rto(plan, request, timeline)
                : Optional.empty();
        Document document = new Document(
                request.execution(),
                request.group(),
                plan.version(),
                request.dryRun(),
                request.outcome(),
                request.code(),
                request.reason(),
                request.verified(),
                request.traffic(),
                request.request(),
                request.assessment(),
                rto.map(Seconds::of).orElse(null),
                timeline.entries(),
                timeline.firstBreak().map(Timeline.Break::reason).orElse(null));
        return new Report(
                key(request.group(), request.execution().name()),
                document,
                request.dryRun() || QUIET.contains(request.outcome()) ? null : notice(request, record, rto),
                rto.map(Seconds::of).orElse(null));
    }

    /**
     * What can be told of an execution that was stopped before it could tell: by the history, how far it had come.
     *
     * @return empty when another report tells of it, or nobody can say which group it moved
     */
    Optional<StoppedReport> of(StoppedExecution stopped) {
        String group = stopped.input().path("group").asText();
        if (!stopped.leftUnreported() || group.isEmpty()) {
            return Optional.empty();
        }
        RecoveryPlan plan = plans.of(group);
        Timeline timeline = records.read(group).isPresent() ? records.timeline(group) : new Timeline(List.of());
        Optional<TimelineEntry> last = timeline.entries().stream()
                .filter(entry -> entry.by().equals(stopped.claimant()))
                .reduce((earlier, later) -> later);
        String outcome = last.map(TimelineEntry::event)
                .map(event -> switch (event) {
                    case "Conclude" -> "Concluded";
                    case "Release" -> "Released";
                    default -> "Unfinished";
                })
                .orElse("Refused");
        return Optional.of(new StoppedReport(
                key(group, stopped.name() + "-stopped"),
                new Document(
                        new ReportRequest.Execution(
                                stopped.name(),
                                stopped.arn(),
                                stopped.startedAt().toString()),
                        group,
                        plan.version(),
                        false,
                        outcome,
                        stopped.status(),
                        last.map(entry -> "stopped after " + entry.event() + ": " + entry.detail())
                                .orElse("stopped before it had changed anything"),
                        last.filter(entry -> entry.detail().startsWith("verified: "))
                                .isPresent(),
                        "",
                        stopped.input(),
                        null,
                        null,
                        timeline.entries(),
                        timeline.firstBreak().map(Timeline.Break::reason).orElse(null))));
    }

    private static String key(String group, String name) {
        return "failovers/" + group + "/" + name + ".json";
    }

    private static Notice notice(ReportRequest request, Optional<ControlRecord> record, Optional<RtoBreakdown> rto) {
        Optional<Assessment> assessment = Optional.ofNullable(request.assessment());
        Optional<MoveOrder> order = assessment.map(Assessment::order);
        return FailoverNotices.ended(new FailoverEnd(
                request.group(),
                order.map(MoveOrder::incident).orElse("(none)"),
                assessment.map(Assessment::from).orElse("(unknown)"),
                order.map(MoveOrder::target)
                        .orElseGet(() -> request.request().path("target").asText("(unknown)")),
                order.map(MoveOrder::purpose).orElse(request.purpose()),
                request.outcome(),
                request.reason(),
                assessment.map(Assessment::reason).orElse("nothing was decided"),
                request.verified(),
                assessment.map(Assessment::evidence),
                record.map(ControlRecord::servingRegion),
                record.map(found -> List.copyOf(found.fencedRegions())).orElse(List.of()),
                rto));
    }

    /** A failover by hand, of a Region that nobody sees out, began when it was decided. */
    private static Optional<RtoBreakdown> rto(RecoveryPlan plan, ReportRequest request, Timeline timeline) {
        Assessment assessment = request.assessment();
        if (assessment == null) {
            return Optional.empty();
        }
        Instant decidedAt = assessment.decidedAt();
        DecisionEvidence evidence = assessment.evidence();
        Instant outSince = evidence == null ? decidedAt : Objects.requireNonNullElse(evidence.outSince(), decidedAt);
        Instant detectedAt =
                evidence == null ? decidedAt : detectedAt(plan, evidence).orElse(decidedAt);
        return RtoBreakdown.of(outSince, detectedAt.isAfter(decidedAt) ? decidedAt : detectedAt, decidedAt, timeline);
    }

    /** When the second observer had seen the Region out for as long as the plan asks. */
    private static Optional<Instant> detectedAt(RecoveryPlan plan, DecisionEvidence evidence) {
        return evidence.votes().stream()
                .filter(vote -> vote.subject().equals(evidence.servingRegion()))
                .filter(vote -> !vote.observer().equals(vote.subject()))
                .filter(vote -> vote.view() == RegionView.OUT)
                .map(Vote::since)
                .sorted()
                .skip(1)
                .findFirst()
                .map(since -> since.plus(plan.failover().outFor()));
    }

    /**
     * @param key where the document goes in the evidence bucket
     * @param notice null when there is nothing to tell
     * @param rto null unless a failover was carried through
     */
    record Report(
            String key,
            Document document,
            @Nullable Notice notice,
            @Nullable Seconds rto) {}

    /** @param key where the document goes in the evidence bucket */
    record StoppedReport(String key, Document document) {}

    /** What is kept as evidence. */
    record Document(
            ReportRequest.Execution execution,
            String group,
            String planVersion,
            boolean dryRun,
            String outcome,
            String code,
            String reason,
            boolean verified,
            String traffic,
            Object request,
            @Nullable Assessment assessment,
            @Nullable Seconds rto,
            List<TimelineEntry> timeline,
            @Nullable String timelineBrokenBy) {}

    /** The parts of the recovery time, in seconds. */
    record Seconds(
            double detectSeconds,
            double decideSeconds,
            double claimSeconds,
            double fenceSeconds,
            double leaseWaitSeconds,
            double verifySeconds,
            double totalSeconds) {

        private static final double MILLIS = 1000.0;

        static Seconds of(RtoBreakdown rto) {
            return new Seconds(
                    of(rto.detect()),
                    of(rto.decide()),
                    of(rto.claim()),
                    of(rto.fence()),
                    of(rto.leaseWait()),
                    of(rto.verify()),
                    of(rto.total()));
        }

        private static double of(Duration duration) {
            return duration.toMillis() / MILLIS;
        }
    }
}
