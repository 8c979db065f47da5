package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredBaselinesTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-22T11:00:00Z");

    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final StoredBaselines baselines = new StoredBaselines(evidence);

    @Test
    void shouldTakeTheNewestThatIsNotYoungerThanTheRestorePoint() {
        SampleVerification.manifest(TEN, evidence);
        SampleVerification.manifest(ELEVEN, evidence);

        assertThat(newest(TEN)).isEqualTo(TEN);
        assertThat(newest(ELEVEN.minusSeconds(1))).isEqualTo(TEN);
        assertThat(newest(ELEVEN)).isEqualTo(ELEVEN);
        assertThat(newest(ELEVEN.plusSeconds(1))).isEqualTo(ELEVEN);
    }

    @Test
    void shouldTakeTheNewestOfAllWhereAllAreYounger() {
        SampleVerification.manifest(TEN, evidence);
        SampleVerification.manifest(ELEVEN, evidence);

        assertThat(newest(TEN.minusSeconds(1))).isEqualTo(ELEVEN);
    }

    @Test
    void shouldNotFindABaselineWithoutItsManifest() {
        evidence.write("baselines/orders/half/digest", "x".getBytes(StandardCharsets.US_ASCII));

        assertThat(baselines.find("orders", "half")).isEmpty();
        assertThat(baselines.newest("orders", TEN)).isEmpty();
    }

    @Test
    void shouldNotMixTablesWhoseNamesBeginAlike() {
        SampleVerification.manifest(TEN, evidence);

        assertThat(baselines.newest("order", TEN)).isEmpty();
    }

    private Instant newest(Instant restorePoint) {
        return baselines
                .newest("orders", restorePoint)
                .map(BaselineManifest::instant)
                .orElseThrow();
    }
}
