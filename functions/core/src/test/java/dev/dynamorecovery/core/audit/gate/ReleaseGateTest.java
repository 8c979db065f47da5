package dev.dynamorecovery.core.audit.gate;

import static dev.dynamorecovery.core.audit.rule.SampleAudits.PITR_OFF;
import static dev.dynamorecovery.core.audit.rule.SamplePostures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Failed;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Passed;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Reason;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseGateTest {

    private static final Map<String, Observed<Optional<OnDemandBackup>>> BACKED_UP = backup("AVAILABLE");

    @Test
    void shouldPassAReleaseWhoseTablesCanBeTakenBack() {
        assertThat(ReleaseGate.judge(List.of(SampleAudits.healthy()), List.of(SampleAudits.healthy()), BACKED_UP))
                .isInstanceOfSatisfying(
                        Passed.class,
                        passed -> assertThat(passed.backups())
                                .singleElement()
                                .satisfies(backup -> assertThat(backup.name()).isEqualTo("release-1-orders")));
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of("DR-PITR-1", PITR_OFF),
                Arguments.of("DR-PITR-1", Map.of("/pointInTime", Map.of("notSeen", "AccessDeniedException"))),
                Arguments.of("DR-PITR-3", Map.of("/pointInTime/latest", "-PT1H")),
                Arguments.of("DR-STREAM-1", Collections.singletonMap("/facts/stream", null)),
                Arguments.of("DR-STREAM-1", Map.of("/facts", Map.of("notSeen", "AccessDeniedException"))),
                Arguments.of("DR-STREAM-2", Map.of("/delivery/0/state", "Disabled")),
                Arguments.of("DR-LOG-1", Map.of("/changeLog/checkpoints/0/loggedAt", "-PT1H")),
                Arguments.of(
                        "DR-LOG-2",
                        Map.of(
                                "/changeLog/gaps",
                                List.of(Map.of(
                                        "from", "-PT2H", "until", "-PT1H", "cause", "STREAM_TRIMMED", "detail", "x")))),
                Arguments.of("DR-LOG-2", Map.of("/changeLog", Map.of("notSeen", "AccessDeniedException"))),
                Arguments.of("DR-PLAN-1", Map.of("/tags", Map.of())),
                Arguments.of("DR-PLAN-2", Map.of("/tags/recovery:plan", "unknown")));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void shouldFailAndNameTheCause(String rule, Map<String, ?> changes) {
        TableAudit bad = SampleAudits.of(changes);
        TableAudit good = SampleAudits.healthy();

        assertThat(causes(ReleaseGate.judge(List.of(good), List.of(bad), BACKED_UP)))
                .contains(rule);
        assertThat(causes(ReleaseGate.judge(List.of(bad), List.of(good), BACKED_UP)))
                .contains(rule);
    }

    @Test
    void shouldNameACauseOnce() {
        TableAudit bad = SampleAudits.of(PITR_OFF);

        assertThat(causes(ReleaseGate.judge(List.of(bad), List.of(bad), BACKED_UP)))
                .containsExactly("DR-PITR-1");
    }

    @Test
    void shouldFailWithoutABackupInTime() {
        List<TableAudit> good = List.of(SampleAudits.healthy());

        assertThat(causes(ReleaseGate.judge(good, good, Map.of()))).containsExactly("backup");
        assertThat(causes(ReleaseGate.judge(good, good, backup("CREATING")))).containsExactly("backup");
        assertThat(causes(ReleaseGate.judge(good, good, Map.of("orders", Observed.seen(Optional.empty())))))
                .containsExactly("backup");
        assertThat(causes(ReleaseGate.judge(good, good, Map.of("orders", Observed.notSeen("ThrottlingException")))))
                .containsExactly("backup");
    }

    @Test
    void shouldFailWhereATableCameOrWent() {
        List<TableAudit> good = List.of(SampleAudits.healthy());

        assertThat(causes(ReleaseGate.judge(good, List.of(), BACKED_UP))).containsExactly("table");
        assertThat(causes(ReleaseGate.judge(List.of(), good, BACKED_UP))).containsExactly("table");
        assertThat(causes(ReleaseGate.judge(List.of(), List.of(), Map.of()))).containsExactly("table");
    }

    @Test
    void shouldNotHoldUpAReleaseForWhatHasNothingToDoWithIt() {
        List<TableAudit> noisy = List.of(SampleAudits.of(Map.of("/alarms", List.of(), "/tags/owner", "")));

        assertThat(ReleaseGate.judge(noisy, noisy, BACKED_UP)).isInstanceOf(Passed.class);
    }

    @Test
    void shouldKnowEachRuleThatItNames() {
        assertThat(ReleaseGate.RULES)
                .allSatisfy(rule -> assertThat(AuditRules.find(rule)).isPresent());
    }

    private static List<String> causes(GateVerdict verdict) {
        assertThat(verdict).isInstanceOf(Failed.class);
        return ((Failed) verdict).reasons().stream().map(Reason::cause).toList();
    }

    private static Map<String, Observed<Optional<OnDemandBackup>>> backup(String status) {
        return Map.of(
                "orders", Observed.seen(Optional.of(new OnDemandBackup("arn:b", "release-1-orders", status, NOW))));
    }
}
