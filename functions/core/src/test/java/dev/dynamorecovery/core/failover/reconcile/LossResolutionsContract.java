package dev.dynamorecovery.core.failover.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every keeper of decisions on lost writes does, the fake and the real one. */
public interface LossResolutionsContract {

    /** A keeper without decisions; the same one throughout a test. */
    LossResolutions resolutions() throws Exception;

    @Test
    default void shouldGiveEachDecisionBackAsItWasMade() throws Exception {
        RecordedResolution merged = decision("orders", "5f2c9a1b00d4e7aa", "Merge", "ada");
        RecordedResolution accepted = decision("orders", "unknown-1795402800000", RecordedResolution.ACCEPTED, "bob");
        assertThat(resolutions().of("orders")).isEmpty();

        resolutions().record(merged);
        resolutions().record(accepted);

        assertThat(resolutions().of("orders")).containsExactlyInAnyOrder(merged, accepted);
    }

    @Test
    default void shouldLetTheFirstDecisionOnALossStand() throws Exception {
        RecordedResolution first = decision("orders", "5f2c9a1b00d4e7aa", "Keep", "ada");
        resolutions().record(first);

        resolutions().record(decision("orders", "5f2c9a1b00d4e7aa", "Discard", "bob"));

        assertThat(resolutions().of("orders")).containsExactly(first);
    }

    @Test
    default void shouldKeepTheDecisionsOfGroupsApart() throws Exception {
        RecordedResolution here = decision("orders", "5f2c9a1b00d4e7aa", "Keep", "ada");
        RecordedResolution there = decision("users", "5f2c9a1b00d4e7aa", "Discard", "bob");
        resolutions().record(here);
        resolutions().record(there);

        assertThat(resolutions().of("orders")).containsExactly(here);
        assertThat(resolutions().of("users")).containsExactly(there);
    }

    private static RecordedResolution decision(String group, String id, String resolution, String by) {
        return new RecordedResolution(
                group,
                id,
                "orders",
                resolution,
                by,
                Instant.parse("2026-11-22T03:00:00.123456789Z"),
                "status, lines[0].quantity; left as it is: payment");
    }
}
