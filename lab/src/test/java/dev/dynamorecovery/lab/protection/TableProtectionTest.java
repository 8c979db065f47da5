package dev.dynamorecovery.lab.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableProtectionTest {

    private static final TableState.Stream BOTH_IMAGES = new TableState.Stream("arn:stream", "NEW_AND_OLD_IMAGES");

    private final TableProtection protection =
            new TableProtection(new PackagedPlans(), SampleProtection.SETTINGS, Set.of("recovery:heartbeat#*"));

    @Test
    void shouldAttachATableThatHasNothingYet() {
        assertThat(steps(bare(), "orders"))
                .containsExactly(
                        new ProtectionStep.EnableStream(),
                        new ProtectionStep.EnablePointInTimeRecovery(35),
                        new ProtectionStep.ProtectFromDeletion(),
                        new ProtectionStep.ExpireByAttribute("expiresAt"),
                        new ProtectionStep.MapStream(SampleProtection.SETTINGS),
                        new ProtectionStep.BindToPlan("orders"));
    }

    @Test
    void shouldLeaveWhatIsThereAlready() {
        var halfway = table(BOTH_IMAGES, true, Map.of("recovery:plan", "orders"), List.of());

        assertThat(steps(halfway, null)).containsExactly(new ProtectionStep.MapStream(SampleProtection.SETTINGS));
    }

    @Test
    void shouldChangeNothingOnATableThatIsAttached() {
        assertThat(steps(attached(SampleProtection.SETTINGS, true), "orders")).isEmpty();
    }

    @Test
    void shouldGiveADeliveryOfOtherSettingsThoseOfTheStackAndTurnItOn() {
        var align = new ProtectionStep.AlignMapping("m-1", SampleProtection.SETTINGS);

        assertThat(steps(attached(SampleProtection.filtered(), true), null)).containsExactly(align);
        assertThat(steps(attached(SampleProtection.SETTINGS, false), null)).containsExactly(align);
    }

    @Test
    void shouldReachFurtherBackAndNeverLessFar() {
        var shorter = new TableState(
                "orders",
                "arn",
                "ACTIVE",
                SampleProtection.KEY,
                BOTH_IMAGES,
                7,
                true,
                "validUntil",
                Map.of("recovery:plan", "orders"),
                List.of(new TableState.Mapping("m-1", true, SampleProtection.SETTINGS)));

        assertThat(steps(shorter, null)).containsExactly(new ProtectionStep.EnablePointInTimeRecovery(35));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("no plan", bare(), null, "PlanMissing"),
                Arguments.of("a plan that is not here", bare(), "ghosts", "UnknownPlan"),
                Arguments.of(
                        "another plan",
                        table(null, false, Map.of("recovery:plan", "users"), List.of()),
                        "orders",
                        "OtherPlan"),
                Arguments.of("a key that the heartbeat does not have", bare(), "users", "HeartbeatDoesNotFit"),
                Arguments.of(
                        "a stream of another kind",
                        table(new TableState.Stream("arn:stream", "KEYS_ONLY"), true, Map.of(), List.of()),
                        "orders",
                        "StreamTaken"),
                Arguments.of(
                        "a restored copy",
                        table(null, false, Map.of("recovery:copy-of", "orders"), List.of()),
                        "orders",
                        "RestoredCopy"),
                Arguments.of(
                        "a table under way",
                        new TableState(
                                "orders",
                                "arn",
                                "UPDATING",
                                SampleProtection.KEY,
                                null,
                                0,
                                false,
                                null,
                                Map.of(),
                                List.of()),
                        "orders",
                        "TableNotActive"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuseWhatItCannotKnow(String why, TableState table, @Nullable String plan, String code) {
        assertThat(protection.decide(table, plan))
                .asInstanceOf(type(ProtectionDecision.Refused.class))
                .satisfies(refused -> assertThat(refused.refusals())
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo(code);
                            assertThat(refusal.remedy()).isNotBlank();
                        }));
    }

    @Test
    void shouldRefuseAHeartbeatThatTheStackMayNotWrite() {
        var strict = new TableProtection(new PackagedPlans(), SampleProtection.SETTINGS, Set.of("other"));

        assertThat(strict.decide(bare(), "orders"))
                .asInstanceOf(type(ProtectionDecision.Refused.class))
                .satisfies(refused -> assertThat(refused.refusals())
                        .extracting(Refusal::code)
                        .containsExactly("HeartbeatNotAllowed"));
    }

    @Test
    void shouldWriteTheStepsAsCommandsOfTheAwsCli() {
        var table = bare();
        var commands = new AwsCommands(" --region us-east-1");

        assertThat(steps(table, "orders").stream()
                        .flatMap(step -> commands.of(table, step).stream())
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        aws dynamodb update-table --table-name orders \
                        --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES --region us-east-1
                        aws dynamodb wait table-exists --table-name orders --region us-east-1
                        aws dynamodb update-continuous-backups --table-name orders \
                        --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=35 \
                        --region us-east-1
                        aws dynamodb update-table --table-name orders --deletion-protection-enabled --region us-east-1
                        aws dynamodb wait table-exists --table-name orders --region us-east-1
                        aws dynamodb update-time-to-live --table-name orders \
                        --time-to-live-specification Enabled=true,AttributeName=expiresAt --region us-east-1
                        aws lambda create-event-source-mapping \\
                            --event-source-arn "$(aws dynamodb describe-table --table-name orders \
                        --query Table.LatestStreamArn --output text --region us-east-1)" \\
                            --starting-position TRIM_HORIZON \\
                            --function-name arn:aws:lambda:us-east-1:123456789012:function:logger:live \\
                            --batch-size 10000 --maximum-batching-window-in-seconds 10 \\
                            --parallelization-factor 1 --tumbling-window-in-seconds 900 \\
                            --bisect-batch-on-function-error --maximum-retry-attempts 20 \
                        --maximum-record-age-in-seconds 82800 \\
                            --function-response-types ReportBatchItemFailures \\
                            --filter-criteria \
                        '{"Filters":[{"Pattern":"{\\"eventName\\":[\\"INSERT\\",\\"MODIFY\\",\\"REMOVE\\"]}"}]}' \\
                            --destination-config \
                        '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:123456789012:lost"}}' \\
                            --region us-east-1
                        aws dynamodb tag-resource --resource-arn arn:aws:dynamodb:us-east-1:123456789012:table/orders \
                        --tags Key=recovery:plan,Value=orders --region us-east-1""");
    }

    private List<ProtectionStep> steps(TableState table, @Nullable String plan) {
        return ((ProtectionDecision.Attach) protection.decide(table, plan)).steps();
    }

    private static TableState bare() {
        return table(null, false, Map.of(), List.of());
    }

    private static TableState attached(MappingSettings settings, boolean enabled) {
        return table(
                BOTH_IMAGES,
                true,
                Map.of("recovery:plan", "orders"),
                List.of(new TableState.Mapping("m-1", enabled, settings)));
    }

    private static TableState table(
            TableState.@Nullable Stream stream,
            boolean protectedTable,
            Map<String, String> tags,
            List<TableState.Mapping> mappings) {
        return new TableState(
                "orders",
                "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                "ACTIVE",
                new LinkedHashMap<>(SampleProtection.KEY),
                stream,
                protectedTable ? 35 : 0,
                protectedTable,
                protectedTable ? "expiresAt" : null,
                tags,
                mappings);
    }
}
