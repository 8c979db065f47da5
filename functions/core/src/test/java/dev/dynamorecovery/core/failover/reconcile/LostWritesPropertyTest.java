package dev.dynamorecovery.core.failover.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

class LostWritesPropertyTest {

    private static final KeySchema SCHEMA = KeySchema.of("id");

    /** Longer than any wait between two Regions' writes: the one that wrote first may win. */
    private static final long SKEW_MILLIS = 8_000;

    @Property(tries = 1000, seed = "20261123")
    void shouldFindExactlyTheWritesThatNothingWasBuiltOn(@ForAll long seed, @ForAll boolean combines) {
        TwoReplicas model = new TwoReplicas(seed, 0, combines, 0).run(4);

        TableFindings findings = reconciled(model);

        assertThat(model.replicas().equal()).isTrue();
        assertThat(findings.pending()).isZero();
        assertThat(findings.broken()).isZero();
        assertThat(told(findings, true)).as(model.toString()).containsExactlyInAnyOrderElementsOf(truth(model));
        if (!combines) {
            assertThat(told(findings, false)).as("perhaps lost: " + model).isEmpty();
        }
    }

    /** No log tells a write that was sent late from what replication brought: what it may have replaced is told all the same. */
    @Property(tries = 2000, seed = "20261123")
    void shouldMissNoLostWriteWhereTheRegionThatWasLeftTakesWritesLate(@ForAll long seed, @ForAll boolean combines) {
        TwoReplicas model =
                new TwoReplicas(seed, 0, combines, 0).withLateWrites().run(4);

        assertThat(told(reconciled(model))).as(model.toString()).containsAll(truthInTime(model));
    }

    @Property(tries = 2000, seed = "20261123")
    void shouldMissNoLostWriteWhereStatesComeBackAndWritesComeLate(
            @ForAll long seed, @ForAll boolean combines, @ForAll @IntRange(min = 2, max = 5) int images) {
        TwoReplicas model =
                new TwoReplicas(seed, images, combines, 0).withLateWrites().run(3);

        assertThat(told(reconciled(model))).as(model.toString()).containsAll(truthInTime(model));
    }

    /** A test of the test: late writes do replace others. */
    @Property(tries = 50, seed = "20261123")
    void shouldTellOfWritesThatAreLostOnlyIfSomebodyWasLate(@ForAll long seed) {
        TwoReplicas model = new TwoReplicas(seed, 0, false, 0).withLateWrites().run(2);

        Statistics.collect(!told(reconciled(model), false).isEmpty());
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
    }

    @Property(tries = 1000, seed = "20261123")
    void shouldMissNoLostWriteWhereClocksDiffer(@ForAll long seed, @ForAll boolean combines) {
        TwoReplicas model = new TwoReplicas(seed, 0, combines, SKEW_MILLIS).run(4);

        assertThat(told(reconciled(model))).as(model.toString()).containsAll(truth(model));
    }

    @Property(tries = 2000, seed = "20261123")
    void shouldMissNoLostWriteWhereStatesComeBack(
            @ForAll long seed, @ForAll boolean combines, @ForAll @IntRange(min = 2, max = 5) int images) {
        TwoReplicas model = new TwoReplicas(seed, images, combines, seed % 2 == 0 ? SKEW_MILLIS : 0).run(3);

        assertThat(told(reconciled(model))).as(model.toString()).containsAll(truth(model));
    }

    static TableFindings reconciled(TwoReplicas model) {
        TableReconciliation table = new TableReconciliation(SCHEMA, model.handOver(), key -> true);
        model.log(0).forEach(table::addFromLeft);
        model.log(1).forEach(table::addFromEntered);
        return table.findings();
    }

    private static List<String> told(TableFindings findings) {
        List<String> all = new ArrayList<>(told(findings, true));
        all.addAll(told(findings, false));
        return all;
    }

    private static List<String> told(TableFindings findings, boolean certain) {
        return findings.lost().stream()
                .filter(version -> version.certain() == certain)
                .map(version -> loss(
                        version.region(),
                        ((AttributeValue.Text)
                                        Objects.requireNonNull(version.keys().attribute("id")))
                                .value(),
                        version.lost()))
                .toList();
    }

    private static List<String> truth(TwoReplicas model) {
        return truth(model, version -> true);
    }

    /** Without the writes that came late: nobody was told that they were taken. */
    private static List<String> truthInTime(TwoReplicas model) {
        return truth(
                model,
                version -> version.replica() == 1
                        || version.stampMillis() < model.handOver().at().toEpochMilli());
    }

    private static List<String> truth(TwoReplicas model, Predicate<LastWriterWins.Version> counts) {
        List<String> lost = new ArrayList<>();
        for (String key : model.replicas().keys()) {
            for (LastWriterWins.Version version : model.replicas().lost(key)) {
                if (counts.test(version) && !model.replicas().sameStateOnTheWay(key, version)) {
                    lost.add(loss(version.replica() == 0 ? "us-east-1" : "us-east-2", key, version.image()));
                }
            }
        }
        return lost;
    }

    private static String loss(String region, String key, @Nullable Item image) {
        return region + " " + key + " "
                + (image == null ? "deleted" : HexFormat.of().formatHex(image.canonicalForm()));
    }
}
