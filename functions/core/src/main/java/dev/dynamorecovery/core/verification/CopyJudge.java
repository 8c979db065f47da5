package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.invariant.RuleFindings;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.report.DataSection;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.report.SettingsSection;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what the steps of a verification left, and judges the restored copy from it. */
public final class CopyJudge {

    private final RecoveryJob.Restore job;
    private final RecoveryPlan plan;
    private final StoredDocuments work;

    /** The judge of one job under its plan. */
    public CopyJudge(RecoveryJob.Restore job, RecoveryPlan plan, StoredDocuments work) {
        this.job = job;
        this.plan = plan;
        this.work = work;
    }

    /** Judges by what the items were compared with, and stores the judgement. */
    public Judgement judge(ExpectedStates states, Instant now) {
        @Nullable ExpectedStateSource expected = states.source();
        WorkKeys keys = job.keys();
        SettingsSection settings = work.read(keys.settings(), SettingsSection.class);
        RuleFindings findings = job.rules() == 0 ? RuleFindings.none() : SegmentRules.merge(keys, job.segments(), work);
        Verification asked = job.copyIsLent() ? plan.verification().ofItems() : plan.verification();
        List<RuleResult> rules = findings.judged(asked);
        @Nullable CopyComparison comparison = expected == null ? null : new CopyComparison(job, expected, work);
        @Nullable
        DataSection data =
                comparison == null || expected == null ? null : data(comparison, expected, states.described());
        Verdict verdict = Verdict.of(new Evidence(
                new Evidence.Settings.Compared(settings.remaining()),
                evidence(expected, data),
                asked,
                rules,
                settings.unproven()));
        Judgement judgement = new Judgement(
                Outcome.Judged.of(verdict),
                now,
                objectives(now),
                settings,
                data,
                rules,
                findings.items(),
                comparison == null ? 0 : comparison.summary().groups(),
                states.baselineInstant());
        work.write(keys.judgement(), judgement);
        return judgement;
    }

    private @Nullable ObjectivesAchieved objectives(Instant now) {
        return job.copyIsLent()
                ? null
                : ObjectivesAchieved.measure(
                        plan.objectives(),
                        Objects.requireNonNullElse(job.incidentAt(), job.startedAt()),
                        job.restorePoint().instant(),
                        now);
    }

    private DataSection data(CopyComparison comparison, ExpectedStateSource expected, String described) {
        CopyComparison.Summary summary = comparison.summary();
        DifferenceCounts counts = comparison.counts();
        return new DataSection(
                described,
                summary.expectedItemCount(),
                summary.restoredItemCount(),
                counts,
                expected.stretch(),
                new DifferenceLines(job.keys(), summary.groups(), work.store()).first(DataSection.MOST_NAMED),
                job.revealValues(),
                "");
    }

    private Evidence.Data evidence(@Nullable ExpectedStateSource expected, @Nullable DataSection data) {
        if (expected == null || data == null) {
            return new Evidence.Data.NotCompared("the request named no expected state");
        }
        return expected.objection().isEmpty()
                ? expected.evidence(job.restorePoint(), data.counts())
                : new Evidence.Data.NotCompared(expected.objection());
    }
}
