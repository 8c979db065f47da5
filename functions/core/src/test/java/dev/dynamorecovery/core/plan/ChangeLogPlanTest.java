package dev.dynamorecovery.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeLogPlanTest {

    private static final KeySchema TRANSACTIONS = KeySchema.of("orderId", "sequence");

    @Test
    void shouldKnowTheHeartbeatInWhateverFormItsNumbersAreWritten() {
        var written = new Item(Map.of(
                "sequence", new AttributeValue.Numeric("0.0"),
                "orderId", new AttributeValue.Text("recovery:heartbeat"),
                "beat", new AttributeValue.Numeric("7")));

        assertThat(SamplePlans.packaged("transactions").changeLog().heartbeatsIn(TRANSACTIONS))
                .accepts(ItemKey.of(written, TRANSACTIONS));
    }

    @Test
    void shouldTakeNoItemOfAnotherKindOfTableForTheHeartbeat() {
        assertThat(SamplePlans.packaged("transactions").changeLog().heartbeatIn(KeySchema.of("orderId")))
                .isEmpty();
        assertThat(SamplePlans.packaged("users").changeLog().heartbeatIn(TRANSACTIONS))
                .isEmpty();
        assertThat(ChangeLogPlan.NONE.heartbeatIn(TRANSACTIONS)).isEmpty();
    }

    @Test
    void shouldReadWhereItemsTellWhoWroteThem() {
        var yaml = new String(SamplePlans.bytes("users"), StandardCharsets.UTF_8)
                + "  transaction: txn\n  region: origin\n";

        assertThat(PlanDocument.parse(yaml.getBytes(StandardCharsets.UTF_8))
                        .changeLog()
                        .attributes())
                .isEqualTo(new ChangeAttributes(Optional.of("updatedBy"), Optional.of("txn"), Optional.of("origin")));
    }

    @Test
    void shouldNeedNoChangeLogInAPlan() {
        assertThat(SamplePlans.withoutChangeLog("users").changeLog()).isEqualTo(ChangeLogPlan.NONE);
    }

    @Test
    void shouldKeepTheHeartbeatOutOfTheReachOfData() {
        // The invariant of the packaged plan is what keeps data off the heartbeat's key.
        var sequence = SamplePlans.packaged("transactions")
                .changeLog()
                .heartbeatKey()
                .orElseThrow()
                .attribute("sequence");

        assertThat(sequence)
                .isInstanceOfSatisfying(
                        AttributeValue.Numeric.class,
                        number -> assertThat(new BigDecimal(number.value())).isLessThan(BigDecimal.ONE));
    }
}
