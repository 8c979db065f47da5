package dev.dynamorecovery.core.failover.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverNoticesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void shouldSayOfAFailoverWhatItWasAndWhatToRunNext() {
        Notice notice = FailoverNotices.ended(end(Purpose.FAILOVER, "Concluded", true));

        assertThat(notice.subject()).isEqualTo("Failover of orders to us-east-2: Concluded");
        assertThat(notice.message())
                .contains("./recovery ack orders --by YOUR-NAME")
                .contains("./recovery lost-writes orders   (when us-east-1 is back)")
                .contains("./recovery failback orders --to us-east-1 --by YOUR-NAME");
    }

    @Test
    void shouldSayOfAPlannedMoveThatItWasOneAndAskForNoAcknowledgement() {
        Notice notice = FailoverNotices.ended(end(Purpose.SWITCHOVER, "Concluded", true));

        assertThat(notice.subject()).isEqualTo("Planned move of orders to us-east-2: Concluded");
        assertThat(notice.message())
                .contains("./recovery status orders")
                .contains("./recovery lost-writes orders   (in half an hour")
                .doesNotContain("failover", "ack orders");
    }

    @Test
    void shouldAskForAnAcknowledgementOfAPlannedMoveThatNobodyCouldVerify() {
        Notice notice = FailoverNotices.ended(end(Purpose.SWITCHOVER, "Concluded", false));

        assertThat(notice.subject()).isEqualTo("Planned move of orders to us-east-2: Concluded, NOT VERIFIED");
        assertThat(notice.message()).contains("./recovery ack orders --by YOUR-NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Released", "Rejected", "Failed"})
    void shouldTellHowToStartAPlannedMoveAgain(String outcome) {
        Notice notice = FailoverNotices.ended(end(Purpose.SWITCHOVER, outcome, false));

        assertThat(notice.subject()).isEqualTo("Planned move of orders to us-east-2: " + outcome);
        assertThat(notice.message())
                .contains("planned move")
                .contains("./recovery failback orders --to us-east-2 --by YOUR-NAME")
                .doesNotContain("--override", "the failover");
    }

    @Test
    void shouldAskForThePersonsWordOnWhatItIs() {
        PendingApproval pending = new PendingApproval(
                "orders", "move-7", "us-east-1", "us-east-2", "hash", "token", NOW, NOW.plusSeconds(900));

        Notice notice = FailoverNotices.approvalNeeded(pending, Purpose.SWITCHOVER, "c0de", "both hold the same");

        assertThat(notice.subject()).isEqualTo("Approve planned move of orders to us-east-1?");
        assertThat(notice.message())
                .contains("planned move move-7 waits for your word")
                .contains("--code c0de");
    }

    private static FailoverEnd end(Purpose purpose, String outcome, boolean verified) {
        return new FailoverEnd(
                "orders",
                "orders-1",
                "us-east-1",
                "us-east-2",
                purpose,
                outcome,
                "why it ended",
                "why it began",
                verified,
                Optional.empty(),
                Optional.of("us-east-2"),
                List.of(),
                Optional.empty());
    }
}
