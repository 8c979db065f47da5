package dev.dynamorecovery.lab.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoveryRequestTest {

    private static final Instant INSTANT = Instant.parse("2026-03-01T10:40:00Z");

    @Property
    void shouldGiveEveryTableANameStepFunctionsTakes(
            @ForAll @StringLength(min = 3, max = 255) @CharRange(from = 'a', to = 'z') String table) {
        assertThat(restore(table, null, null).executionName()).matches("restore-[a-z]{3,30}-[0-9a-f]{32}");
    }

    @Test
    void shouldGiveTheSameRequestTheSameName() {
        assertThat(restore("orders", "copy", null).executionName())
                .isEqualTo(restore("orders", "copy", null).executionName());
    }

    @Test
    void shouldGiveRequestsThatDifferInAnythingDifferentNames() {
        assertThat(Stream.of(
                                restore("orders", null, null),
                                restore("orders", "copy", null),
                                restore("orders", null, "again"),
                                restore("orders2", null, null),
                                new RecoveryRequest.Baseline("orders", "again"))
                        .map(RecoveryRequest::executionName))
                .doesNotHaveDuplicates();
    }

    private static RecoveryRequest restore(String table, @Nullable String target, @Nullable String requestId) {
        return new RecoveryRequest.Restore(
                table, new RestorePoint.AtInstant(INSTANT), target, null, true, true, null, false, requestId);
    }
}
