package dev.dynamorecovery.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.runtime.EventCodec;
import dev.dynamorecovery.core.plan.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentEventTest {

    /** Other tables have moved on since a recovery point was taken: what it refers to may be gone. */
    @Test
    void shouldCheckOnlyTheRulesOfSingleItemsWhereThatIsAsked() throws IOException {
        Verification orders = Plans.of("orders").verification();

        Verification checked = rules(",\"invariantsOnly\":true").of(orders);

        assertThat(orders.references()).isNotEmpty();
        assertThat(checked.references()).isEmpty();
        assertThat(checked.aggregates()).isEmpty();
        assertThat(checked.invariants()).isEqualTo(orders.invariants()).isNotEmpty();
        assertThat(checked.extent()).isEqualTo(orders.extent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"invariantsOnly\":false"})
    void shouldCheckEveryRuleOtherwise(String field) throws IOException {
        Verification orders = Plans.of("orders").verification();

        assertThat(rules(field).of(orders)).isEqualTo(orders);
    }

    private static SegmentEvent.CheckRules rules(String field) throws IOException {
        String event = """
                {"operation":"CheckRules","plan":"orders","part":{"execution":"run-1","table":"orders-copy",
                 "keySchema":{"partitionKey":"userId","sortKey":"orderId"},"side":"restored","segment":0,"segments":1}%s}
                """.formatted(field);
        return (SegmentEvent.CheckRules)
                EventCodec.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), SegmentEvent.class);
    }
}
