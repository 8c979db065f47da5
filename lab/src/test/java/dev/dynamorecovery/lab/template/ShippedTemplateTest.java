package dev.dynamorecovery.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedTemplateTest {

    private static final StackIdentity IDENTITY = StackIdentity.of("dynamo-recovery", "us-east-1");

    @Test
    void shouldFindEveryFunctionWithItsAliasAndEnvironment() throws Exception {
        StackDefinition stack = read(Map.of());

        assertThat(stack.functions()).hasSizeGreaterThanOrEqualTo(10).allSatisfy(function -> {
            assertThat(function.handler())
                    .matches("dev\\.dynamorecovery\\.(backupaudit|changelog|restore)\\.[A-Za-z]+Handler");
            assertThat(function.alias()).contains("live");
            assertThat(function.name()).isEqualTo("dynamo-recovery-" + function.logicalId());
            assertThat(function.environment())
                    .containsEntry("EVIDENCE_BUCKET", "dynamo-recovery-evidencebucket-us-east-1")
                    .containsEntry("SEGMENT_MEBIBYTES", "512");
            assertThat(function.policies()).isNotEmpty();
        });
        assertThat(stack.functions())
                .filteredOn(function -> function.logicalId().equals("TableSegmentScanner"))
                .singleElement()
                .satisfies(function -> assertThat(function.timeout()).hasMinutes(15));
    }

    @Test
    void shouldPointEachMachineAtTheAliasesOfItsFunctions() throws Exception {
        StackDefinition stack = read(Map.of());

        assertThat(stack.stateMachines())
                .extracting(StateMachineDefinition::arn)
                .containsExactlyInAnyOrder(
                        "arn:aws:states:us-east-1:123456789012:stateMachine:dynamo-recovery-restore",
                        "arn:aws:states:us-east-1:123456789012:stateMachine:dynamo-recovery-replay",
                        "arn:aws:states:us-east-1:123456789012:stateMachine:dynamo-recovery-PreReleaseStateMachine");
        assertThat(stack.stateMachines()).anySatisfy(machine -> {
            assertThat(machine.definition()).hasFileName("restore.asl.json").exists();
            assertThat(machine.substitutions())
                    .containsEntry(
                            "RestoreReporterArn",
                            "arn:aws:lambda:us-east-1:123456789012:function:dynamo-recovery-RestoreReporter:live");
            assertThat(machine.policies())
                    .extracting(PolicyStatement::sid)
                    .contains("InvokeWorkers", "StartAndWatchRestore");
        });
    }

    @Test
    void shouldCreateTheExampleTablesOnlyWhenAsked() throws Exception {
        assertThat(read(Map.of()).tables())
                .extracting(TableDefinition::logicalId)
                .containsExactly("ChangeLogIndex");

        StackDefinition stack = read(Map.of("CreateExampleTables", "true", "OrdersTableName", "orders-2"));

        assertThat(stack.tables()).extracting(TableDefinition::name).contains("users", "orders-2", "transactions");
        TableDefinition orders = stack.tables().stream()
                .filter(table -> table.logicalId().equals("OrdersTable"))
                .findFirst()
                .orElseThrow();
        assertThat(orders.tags()).containsEntry("recovery:plan", "orders");
        assertThat(orders.pointInTimeRecovery()
                        .orElseThrow()
                        .path("RecoveryPeriodInDays")
                        .asInt())
                .isEqualTo(35);
        assertThat(orders.createTable()
                        .path("StreamSpecification")
                        .path("StreamEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(orders.createTable().path("DeletionProtectionEnabled").asBoolean())
                .isTrue();
        assertThat(stack.output("OrdersTableName")).isEqualTo("orders-2");
    }

    @Test
    void shouldTellOutputsAndBuckets() throws Exception {
        StackDefinition stack = read(Map.of("EvidenceLockDays", "30", "NotificationEmail", "ops@example.com"));

        assertThat(stack.output("NotificationTopicArn"))
                .isEqualTo("arn:aws:sns:us-east-1:123456789012:dynamo-recovery-NotificationTopic");
        assertThat(stack.buckets())
                .containsExactly(
                        new BucketDefinition(
                                "ChangeLogBucket", "dynamo-recovery-changelogbucket-us-east-1", true, false),
                        new BucketDefinition("EvidenceBucket", "dynamo-recovery-evidencebucket-us-east-1", true, true),
                        new BucketDefinition("WorkBucket", "dynamo-recovery-workbucket-us-east-1", false, false));
        assertThat(stack.topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.subscriptions())
                        .containsExactly(new TopicDefinition.Subscription("email", "ops@example.com")));
    }

    private static StackDefinition read(Map<String, String> overrides) throws Exception {
        return StackDefinition.read(Path.of("../template.yaml"), IDENTITY, overrides);
    }
}
