package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.comparison.AttributeDifference;
import dev.dynamorecovery.core.comparison.ItemDifference;
import dev.dynamorecovery.core.comparison.ShownValue;
import dev.dynamorecovery.core.invariant.RuleKind;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.restore.BaselineCoverage;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.LogStretch;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.settings.SettingsDifference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One report of each kind. */
final class SampleReports {

    private static final Instant INCIDENT = Instant.parse("2026-11-22T10:41:00Z");
    private static final Instant RESTORED_TO = Instant.parse("2026-11-22T10:40:00Z");
    private static final Instant STARTED = Instant.parse("2026-11-22T10:46:30Z");
    private static final Instant FINISHED = Instant.parse("2026-11-22T10:50:12Z");
    private static final String EXECUTION =
            "arn:aws:states:us-east-1:123456789012:execution:dynamo-recovery-restore:run-1";
    private static final String COPY = "orders-restored-20261122T104000Z-20261122T104630Z";
    private static final QuietWindow WINDOW = new QuietWindow(RESTORED_TO.minusSeconds(3), RESTORED_TO.plusSeconds(2));

    private SampleReports() {}

    static RestoreReport consistent() {
        return judged(
                evidence(new DifferenceCounts(0, 0, 0), BaselineCoverage.COVERED, List.of(), rules(0), List.of()),
                new CopyState(CopyState.State.KEPT, ""),
                new DataSection(
                        "baseline 20261122T104000Z",
                        20_000,
                        20_000,
                        new DifferenceCounts(0, 0, 0),
                        null,
                        List.of(),
                        false,
                        ""),
                new SettingsSection(lost(), List.of(), List.of()),
                rules(0),
                FINISHED,
                0.01);
    }

    static RestoreReport inconsistent() {
        var counts = new DifferenceCounts(1, 1, 102);
        var remaining = List.of(new SettingsDifference("localIndexes.by-total", "LocalIndex|x", "none", false));
        return judged(
                evidence(counts, BaselineCoverage.COVERED, remaining, rules(2), List.of("table is UPDATING")),
                new CopyState(CopyState.State.LEFT_BEHIND, "it carries the tag recovery:plan: somebody protects it"),
                new DataSection(
                        "baseline 20261122T104000Z",
                        20_000,
                        20_000,
                        counts,
                        null,
                        differences(),
                        false,
                        "s3://evidence/differences/"),
                new SettingsSection(lost(), remaining, List.of("table is UPDATING")),
                rules(2),
                FINISHED.plusSeconds(600),
                1);
    }

    static RestoreReport unproven() {
        return judged(
                evidence(new DifferenceCounts(0, 0, 0), BaselineCoverage.NOT_COVERED, List.of(), rules(0), List.of()),
                new CopyState(CopyState.State.REMOVED, ""),
                new DataSection(
                        "baseline 20261121T000000Z",
                        20_000,
                        20_000,
                        new DifferenceCounts(0, 0, 0),
                        null,
                        List.of(),
                        true,
                        ""),
                new SettingsSection(List.of(), List.of(), List.of()),
                rules(0),
                FINISHED,
                1);
    }

    /** Proven by the change log; the copy became a baseline. */
    static RestoreReport derived() {
        return judged(
                derivation(List.of()),
                new CopyState(CopyState.State.REMOVED, ""),
                derivedItems(List.of()),
                new SettingsSection(lost(), List.of(), List.of()),
                rules(0),
                FINISHED,
                1,
                new BaselineSection("20261122T104000Z-0badcafe", RESTORED_TO, ""));
    }

    /** Not proven, for the change log has a gap; and what came of it could not be kept. */
    static RestoreReport gap() {
        var gaps = List.of(
                new Gap(
                        "orders",
                        RESTORED_TO.minusSeconds(600),
                        RESTORED_TO.minusSeconds(540),
                        GapCause.STREAM_DISABLED,
                        "the stream was disabled or replaced"),
                new Gap(
                        "orders",
                        RESTORED_TO.minusSeconds(30),
                        RESTORED_TO.minusSeconds(29),
                        GapCause.SEGMENT_CORRUPT,
                        "segment changes/table=orders/x.json.gz is not what was written"));
        return judged(
                derivation(gaps),
                new CopyState(CopyState.State.KEPT, ""),
                derivedItems(gaps),
                new SettingsSection(List.of(), List.of(), List.of()),
                rules(0),
                FINISHED,
                1,
                new BaselineSection(null, null, "AccessDenied: no write to `baselines/`"));
    }

    /** What a restore test of AWS Backup came to. */
    static RestoreReport restoreTest() {
        var derived = derived();
        return new RestoreReport(
                derived.formatVersion(),
                Outcome.Judged.of(Verdict.of(new Evidence(
                        new Evidence.Settings.Compared(List.of()),
                        new Evidence.Data.ComparedWithDerivedState(stretch(List.of()), new DifferenceCounts(1, 0, 0)),
                        new Verification(new Verification.Extent.Full(), List.of(), List.of(), List.of()),
                        List.of(),
                        List.of()))),
                EXECUTION,
                STARTED,
                FINISHED,
                "orders",
                "awsbackup-restore-test-b1b40070",
                new CopyState(CopyState.State.LENT, ""),
                new RestoredPoint.RecoveryPoint(
                        "arn:aws:backup:us-east-1:123456789012:recovery-point:a10dfd13",
                        RESTORED_TO.minusSeconds(60),
                        RESTORED_TO.plusSeconds(150)),
                null,
                derived.plan(),
                derived.planVersion(),
                null,
                new SettingsSection(List.of(), List.of(), List.of()),
                derived.data(),
                List.of(),
                0,
                null,
                derived.timeline(),
                1);
    }

    private static Evidence derivation(List<Gap> gaps) {
        return new Evidence(
                new Evidence.Settings.Compared(List.of()),
                new Evidence.Data.ComparedWithDerivedState(stretch(gaps), new DifferenceCounts(0, 0, 0)),
                SamplePlans.orders().verification(),
                rules(0),
                List.of());
    }

    private static DataSection derivedItems(List<Gap> gaps) {
        return new DataSection(
                "baseline 20261122T064000Z-0badcafe and the change log",
                20_000,
                20_000,
                new DifferenceCounts(0, 0, 0),
                stretch(gaps),
                List.of(),
                false,
                "");
    }

    private static LogStretch stretch(List<Gap> gaps) {
        return new LogStretch(
                "20261122T064000Z-0badcafe",
                RESTORED_TO.minusSeconds(4 * 3600),
                RESTORED_TO.minusSeconds(4 * 3600),
                RESTORED_TO.plusSeconds(2),
                48_211,
                7,
                gaps);
    }

    static RestoreReport refused() {
        return empty(
                new Outcome.Refused(List.of(
                        new Refusal(
                                RefusalCode.INVALID_RESTORE_TIME,
                                "restorePoint.instant",
                                "2027-01-01T00:00:00Z",
                                "give an instant of the past; it is now 2026-11-22T10:46:30Z"),
                        new Refusal(
                                RefusalCode.UNKNOWN_PLAN,
                                "tag recovery:plan",
                                "gh`ost\n# Consistent",
                                "tag the table with the name of a plan"))),
                new CopyState(CopyState.State.NONE, ""));
    }

    static RestoreReport failed() {
        return empty(
                new Outcome.Failed(
                        "RestoreTable",
                        "RestoreTimedOut",
                        "Table copy was still being restored after 1450 looks.\n# Consistent"),
                new CopyState(CopyState.State.UNKNOWN, ""));
    }

    private static RestoreReport judged(
            Evidence evidence,
            CopyState copy,
            DataSection data,
            SettingsSection settings,
            List<RuleResult> rules,
            Instant finishedAt,
            double timeScale) {
        return judged(evidence, copy, data, settings, rules, finishedAt, timeScale, null);
    }

    private static RestoreReport judged(
            Evidence evidence,
            CopyState copy,
            DataSection data,
            SettingsSection settings,
            List<RuleResult> rules,
            Instant finishedAt,
            double timeScale,
            @Nullable BaselineSection keptBaseline) {
        var plan = SamplePlans.orders();
        return new RestoreReport(
                RestoreReport.FORMAT_VERSION,
                Outcome.Judged.of(Verdict.of(evidence)),
                EXECUTION,
                STARTED,
                finishedAt,
                "orders",
                COPY,
                copy,
                new RestoredPoint.PointInTime(RESTORED_TO),
                INCIDENT,
                plan.name(),
                "0".repeat(64),
                ObjectivesAchieved.measure(plan.objectives(), INCIDENT, RESTORED_TO, finishedAt),
                settings,
                data,
                rules,
                20_000,
                keptBaseline,
                List.of(
                        new TimelineEntry("ValidateRequest", STARTED),
                        new TimelineEntry("StartPointInTimeRestore", STARTED.plusMillis(1_250)),
                        new TimelineEntry("WaitForCopy", STARTED.plusSeconds(2)),
                        new TimelineEntry("Judge", FINISHED.minusSeconds(4))),
                timeScale);
    }

    private static RestoreReport empty(Outcome outcome, CopyState copy) {
        return new RestoreReport(
                RestoreReport.FORMAT_VERSION,
                outcome,
                EXECUTION,
                STARTED,
                FINISHED,
                "orders",
                null,
                copy,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                null,
                List.of(),
                1);
    }

    private static Evidence evidence(
            DifferenceCounts counts,
            BaselineCoverage coverage,
            List<SettingsDifference> remaining,
            List<RuleResult> rules,
            List<String> unchecked) {
        return new Evidence(
                new Evidence.Settings.Compared(remaining),
                new Evidence.Data.ComparedWithKnownState(WINDOW, coverage, counts),
                SamplePlans.orders().verification(),
                rules,
                unchecked);
    }

    private static List<SettingsDifference> lost() {
        return List.of(
                new SettingsDifference("timeToLive", "expiresAt", "none", true),
                new SettingsDifference("stream", "NEW_AND_OLD_IMAGES", "none", true));
    }

    private static List<RuleResult> rules(long violations) {
        var keys = violations == 0 ? List.<String>of() : List.of("userId=u-1, orderId=o-1", "userId=u-2, orderId=o-2");
        return List.of(
                new RuleResult(
                        RuleKind.INVARIANT,
                        "the total is the sum of the lines",
                        20_000,
                        violations,
                        0,
                        keys,
                        List.of()),
                new RuleResult(RuleKind.INVARIANT, "the status is a known one", 20_000, 0, 0, List.of(), List.of()),
                new RuleResult(RuleKind.INVARIANT, "the version counts from one", 20_000, 0, 0, List.of(), List.of()),
                new RuleResult(
                        RuleKind.REFERENCE,
                        "the order belongs to a user",
                        violations == 0 ? 20_000 : 19_999,
                        0,
                        violations == 0 ? 0 : 1,
                        List.of(),
                        violations == 0 ? List.of() : List.of("table users does not exist")));
    }

    private static List<NamedDifference> differences() {
        return List.of(
                NamedDifference.of(new ItemDifference.Missing(key("o-1"))),
                NamedDifference.of(new ItemDifference.Extra(key("o-`2\n# Consistent"))),
                NamedDifference.of(new ItemDifference.Different(
                        key("o-3"),
                        List.of(
                                new AttributeDifference.Absent("address.city", new ShownValue("S", null)),
                                new AttributeDifference.Unexpected("note", new ShownValue("S", null)),
                                new AttributeDifference.ChangedType(
                                        "total", new ShownValue("N", null), new ShownValue("S", null)),
                                new AttributeDifference.ChangedValue(
                                        "lines[0].sku", new ShownValue("S", null), new ShownValue("S", null)),
                                new AttributeDifference.ChangedSet(
                                        "tags", 1, 2, new ShownValue("SS", null), new ShownValue("SS", null)),
                                new AttributeDifference.ChangedHash(
                                        "photo", ShownValue.UNKNOWN, new ShownValue("B", null))))));
    }

    private static ItemKey key(String order) {
        return ItemKey.of(
                new Item(Map.of("userId", new AttributeValue.Text("u-1"), "orderId", new AttributeValue.Text(order))),
                KeySchema.of("userId", "orderId"));
    }
}
