package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.invariant.RuleKind;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.restore.Verdict.Subject;
import dev.dynamorecovery.core.settings.SettingsDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final QuietWindow WINDOW =
            new QuietWindow(Instant.parse("2026-11-22T10:40:00Z"), Instant.parse("2026-11-22T10:45:00Z"));
    private static final Verification PLAN = SamplePlans.orders().verification();
    private static final DifferenceCounts NONE = new DifferenceCounts(0, 0, 0);
    private static final DifferenceCounts SOME = new DifferenceCounts(1, 2, 3);
    private static final Evidence.Settings RIGHT_SETTINGS = new Evidence.Settings.Compared(List.of());

    @Test
    void shouldBeConsistentWhenEverythingWasCheckedAndIsRight() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, known(BaselineCoverage.COVERED, NONE), results())))
                .asInstanceOf(type(Verdict.Consistent.class))
                .satisfies(right -> {
                    assertThat(right.proof()).contains("2026-11-22T10:40:00Z");
                    assertThat(right.label()).isEqualTo("Consistent");
                    assertThat(right.reasons()).isEmpty();
                });
    }

    @Test
    void shouldBeConsistentWhenEqualAtTheEdge() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, known(BaselineCoverage.AT_THE_EDGE, NONE), results())))
                .isInstanceOf(Verdict.Consistent.class);
    }

    @Test
    void shouldBeInconsistentWhenItemsDifferFromAStateThatCoversTheRestorePoint() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, known(BaselineCoverage.COVERED, SOME), results())))
                .asInstanceOf(type(Verdict.Inconsistent.class))
                .satisfies(wrong -> assertThat(wrong.contradictions())
                        .singleElement()
                        .satisfies(reason -> {
                            assertThat(reason.subject()).isEqualTo(Subject.DATA);
                            assertThat(reason.count()).isEqualTo(6);
                            assertThat(reason.text()).contains("1 missing", "2 extra", "3 different");
                        }));
    }

    @Test
    void shouldBeUnprovenWhenItemsDifferAtTheEdge() {
        unproven(evidence(RIGHT_SETTINGS, known(BaselineCoverage.AT_THE_EDGE, SOME), results()), Subject.COVERAGE);
    }

    @Test
    void shouldBeUnprovenWhereTheStateIsNotKnownEvenIfEqual() {
        unproven(evidence(RIGHT_SETTINGS, known(BaselineCoverage.NOT_COVERED, NONE), results()), Subject.COVERAGE);
        unproven(evidence(RIGHT_SETTINGS, known(BaselineCoverage.NOT_COVERED, SOME), results()), Subject.COVERAGE);
    }

    @Test
    void shouldBeConsistentWhenEqualToALiveTableThatHeldStill() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, new Evidence.Data.ComparedWithLiveTable(true, NONE), results())))
                .isInstanceOf(Verdict.Consistent.class);
    }

    @Test
    void shouldBeUnprovenWhenTheLiveTableDiffersOrMoves() {
        unproven(
                evidence(RIGHT_SETTINGS, new Evidence.Data.ComparedWithLiveTable(true, SOME), results()), Subject.DATA);
        unproven(
                evidence(RIGHT_SETTINGS, new Evidence.Data.ComparedWithLiveTable(false, NONE), results()),
                Subject.COVERAGE);
    }

    @Test
    void shouldBeConsistentWhenEqualToTheStateThatTheLogGives() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, derived(NONE), results())))
                .asInstanceOf(type(Verdict.Consistent.class))
                .satisfies(
                        right -> assertThat(right.proof()).contains("baseline b-1", "412 change", "3 changed within"));
    }

    @Test
    void shouldBeInconsistentWhenItemsDifferFromTheStateThatTheLogGives() {
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, derived(SOME), results())))
                .asInstanceOf(type(Verdict.Inconsistent.class))
                .satisfies(wrong -> assertThat(wrong.contradictions())
                        .singleElement()
                        .satisfies(reason -> assertThat(reason.count()).isEqualTo(6)));
    }

    @Test
    void shouldBeUnprovenAcrossAGapOfTheLogWhateverTheItemsLookLike() {
        var gap = new Gap(
                "orders",
                WINDOW.from().plusSeconds(5),
                WINDOW.from().plusSeconds(65),
                GapCause.STREAM_DISABLED,
                "the stream was disabled");

        unproven(evidence(RIGHT_SETTINGS, derived(NONE, gap), results()), Subject.COVERAGE);
        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, derived(SOME, gap), results()))
                        .reasons())
                .extracting(Verdict.Reason::text)
                .containsExactly(
                        "the change log is unknown from 2026-11-22T10:40:05Z to 2026-11-22T10:41:05Z: the stream was disabled",
                        "6 items differ (1 missing, 2 extra, 3 different) from what is known; they may be changes that the"
                                + " log does not know");
    }

    @Test
    void shouldNameTwentyGapsAndCountTheRest() {
        var gaps = IntStream.range(0, 25)
                .mapToObj(number -> new Gap(
                        "orders",
                        WINDOW.from().plusSeconds(number),
                        WINDOW.from().plusSeconds(number + 1),
                        GapCause.SEGMENT_MISSING,
                        "a segment is gone"))
                .toArray(Gap[]::new);

        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, derived(NONE, gaps), results()))
                        .reasons())
                .hasSize(21)
                .last()
                .satisfies(reason -> assertThat(reason.text()).contains("5 more gaps"));
    }

    @Test
    void shouldBeUnprovenWhenNothingWasComparedWith() {
        unproven(
                evidence(RIGHT_SETTINGS, new Evidence.Data.NotCompared("no expected state was asked for"), results()),
                Subject.DATA);
    }

    private static Evidence.Data derived(DifferenceCounts counts, Gap... gaps) {
        return new Evidence.Data.ComparedWithDerivedState(
                new LogStretch("b-1", WINDOW.from(), WINDOW.from(), WINDOW.until(), 412, 3, List.of(gaps)), counts);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeInconsistentWhenASettingDiffers(boolean rebuildable) {
        var settings = new Evidence.Settings.Compared(
                List.of(new SettingsDifference("stream", "KEYS_ONLY", "none", rebuildable)));

        assertThat(Verdict.of(evidence(settings, known(BaselineCoverage.COVERED, NONE), results())))
                .asInstanceOf(type(Verdict.Inconsistent.class))
                .satisfies(wrong -> assertThat(wrong.contradictions())
                        .singleElement()
                        .satisfies(reason -> assertThat(reason.subject()).isEqualTo(Subject.SETTINGS)));
    }

    @Test
    void shouldBeUnprovenWhenSettingsWereNotCompared() {
        unproven(
                evidence(
                        new Evidence.Settings.NotCompared("access denied"),
                        known(BaselineCoverage.COVERED, NONE),
                        results()),
                Subject.SETTINGS);
    }

    @ParameterizedTest
    @EnumSource(
            value = RuleKind.class,
            names = {"INVARIANT", "REFERENCE"})
    void shouldBeInconsistentWhenARuleIsBroken(RuleKind kind) {
        var results = new ArrayList<RuleResult>();
        results()
                .forEach(result -> results.add(
                        result.kind() == kind
                                ? new RuleResult(kind, result.rule(), 10, 1, 0, List.of("userId=u"), List.of())
                                : result));

        assertThat(Verdict.of(evidence(RIGHT_SETTINGS, known(BaselineCoverage.COVERED, NONE), results)))
                .isInstanceOf(Verdict.Inconsistent.class);
    }

    @Test
    void shouldBeUnprovenWhenARuleOfThePlanHasNoResult() {
        unproven(
                evidence(
                        RIGHT_SETTINGS,
                        known(BaselineCoverage.COVERED, NONE),
                        results().subList(1, 4)),
                Subject.INVARIANT);
    }

    @Test
    void shouldBeUnprovenWhenARuleCouldNotBeDecidedForAnItem() {
        var results = new ArrayList<>(results());
        results.add(new RuleResult(
                RuleKind.REFERENCE,
                PLAN.references().getFirst().name(),
                0,
                0,
                1,
                List.of(),
                List.of("table users does not exist")));

        assertThat(unproven(evidence(RIGHT_SETTINGS, known(BaselineCoverage.COVERED, NONE), results), Subject.REFERENCE)
                        .text())
                .contains("table users does not exist");
    }

    @Test
    void shouldBeUnprovenWhenAnythingElseCouldNotBeChecked() {
        var evidence = new Evidence(
                RIGHT_SETTINGS,
                known(BaselineCoverage.COVERED, NONE),
                PLAN,
                results(),
                List.of("the copy was written"));

        unproven(evidence, Subject.OTHER);
    }

    @Test
    void shouldLetAContradictionOutweighWhatWasNotChecked() {
        var evidence = new Evidence(
                RIGHT_SETTINGS, known(BaselineCoverage.COVERED, SOME), PLAN, List.of(), List.of("something"));

        assertThat(Verdict.of(evidence))
                .asInstanceOf(type(Verdict.Inconsistent.class))
                .satisfies(wrong -> {
                    assertThat(wrong.contradictions()).hasSize(1);
                    assertThat(wrong.unchecked()).hasSize(5);
                    assertThat(wrong.reasons()).hasSize(6);
                });
    }

    private static Verdict.Reason unproven(Evidence evidence, Subject subject) {
        var verdict = Verdict.of(evidence);
        assertThat(verdict).isInstanceOf(Verdict.Unproven.class);
        var reasons = ((Verdict.Unproven) verdict).unchecked();
        assertThat(reasons)
                .singleElement()
                .satisfies(reason -> assertThat(reason.subject()).isEqualTo(subject));
        return reasons.getFirst();
    }

    private static Evidence evidence(Evidence.Settings settings, Evidence.Data data, List<RuleResult> results) {
        return new Evidence(settings, data, PLAN, results, List.of());
    }

    private static Evidence.Data known(BaselineCoverage coverage, DifferenceCounts counts) {
        return new Evidence.Data.ComparedWithKnownState(WINDOW, coverage, counts);
    }

    /** A clean result of each of the plan's rules: three invariants and a reference. */
    private static List<RuleResult> results() {
        var results = new ArrayList<RuleResult>();
        PLAN.invariants().forEach(rule -> results.add(clean(RuleKind.INVARIANT, rule.name())));
        PLAN.references().forEach(rule -> results.add(clean(RuleKind.REFERENCE, rule.name())));
        return results;
    }

    private static RuleResult clean(RuleKind kind, String rule) {
        return new RuleResult(kind, rule, 10, 0, 0, List.of(), List.of());
    }
}
