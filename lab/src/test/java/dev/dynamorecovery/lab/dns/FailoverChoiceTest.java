package dev.dynamorecovery.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoverChoiceTest {

    @ParameterizedTest
    @CsvSource({
        "true, true, primary",
        "true, false, primary",
        "false, true, secondary",
        // When nothing is healthy everything counts as healthy, and the primary comes first.
        "false, false, primary"
    })
    void shouldAnswerWithTheSecondaryOnlyWhileItAloneIsHealthy(
            boolean primaryHealthy, boolean secondaryHealthy, String answered) {
        assertThat(FailoverChoice.of(
                        List.of(records(Failover.SECONDARY), records(Failover.PRIMARY)),
                        records -> records.failover().equals(Optional.of(Failover.PRIMARY))
                                ? primaryHealthy
                                : secondaryHealthy))
                .get()
                .extracting(RecordSet::setIdentifier)
                .isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldAnswerWithRecordsThatStandAloneWhateverTheirHealth(boolean healthy) {
        RecordSet alone = RecordSet.simple("a.lab", "A", Duration.ofSeconds(10), "127.0.1.1");

        assertThat(FailoverChoice.of(List.of(alone), records -> healthy)).contains(alone);
        assertThat(FailoverChoice.of(List.of(records(Failover.SECONDARY)), records -> healthy))
                .isPresent();
        assertThat(FailoverChoice.of(List.of(), records -> healthy)).isEmpty();
    }

    private static RecordSet records(Failover failover) {
        String name = failover == Failover.PRIMARY ? "primary" : "secondary";
        return new RecordSet(
                "users.lab",
                "CNAME",
                Duration.ofSeconds(10),
                List.of(name + ".lab"),
                Optional.of(failover),
                name,
                Optional.of("check-" + name));
    }
}
