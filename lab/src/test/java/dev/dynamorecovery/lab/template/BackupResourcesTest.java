package dev.dynamorecovery.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupResourcesTest {

    private static final String STACK = """
            Resources:
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: tables
                  BackupVaultTags: {team: a}
                  LockConfiguration: {MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3}
                  AccessPolicy: {Statement: [{Effect: Deny, Principal: '*', Action: backup:DeleteRecoveryPoint, Resource: '*'}]}
                  Notifications: {BackupVaultEvents: [BACKUP_JOB_COMPLETED], SNSTopicArn: !Ref Topic}
              Topic: {Type: AWS::SNS::Topic}
              Plan:
                Type: AWS::Backup::BackupPlan
                Properties:
                  BackupPlan:
                    BackupPlanName: daily
                    BackupPlanRule:
                      - RuleName: day
                        TargetBackupVault: !Ref Vault
                        ScheduleExpression: cron(0 3 * * ? *)
                        StartWindowMinutes: 60
                        CompletionWindowMinutes: 180
                        Lifecycle: {DeleteAfterDays: 35}
                        RecoveryPointTags: {origin: plan}
                        CopyActions:
                          - DestinationBackupVaultArn: arn:aws:backup:us-west-2:123456789012:backup-vault:away
                            Lifecycle: {DeleteAfterDays: 90}
              Selection:
                Type: AWS::Backup::BackupSelection
                Properties:
                  BackupPlanId: !Ref Plan
                  BackupSelection:
                    SelectionName: tagged
                    IamRoleArn: !GetAtt Role.Arn
                    Resources: ['arn:aws:dynamodb:*:*:table/*']
                    ListOfTags: [{ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily}]
                    Conditions: {StringEquals: [{ConditionKey: 'aws:ResourceTag/stage', ConditionValue: prod}]}
              Role: {Type: AWS::IAM::Role}
              Testing:
                Type: AWS::Backup::RestoreTestingPlan
                Properties:
                  RestoreTestingPlanName: weekly
                  ScheduleExpression: cron(0 5 ? * SUN *)
                  RecoveryPointSelection:
                    Algorithm: LATEST_WITHIN_WINDOW
                    IncludeVaults: [!GetAtt Vault.BackupVaultArn]
                    RecoveryPointTypes: [SNAPSHOT]
                    SelectionWindowDays: 10
              Tested:
                Type: AWS::Backup::RestoreTestingSelection
                Properties:
                  RestoreTestingPlanName: !Ref Testing
                  RestoreTestingSelectionName: tables
                  IamRoleArn: !GetAtt Role.Arn
                  ProtectedResourceType: DynamoDB
                  ProtectedResourceArns: ['*']
                  ProtectedResourceConditions: {StringEquals: [{Key: 'aws:ResourceTag/backup', Value: daily}]}
                  ValidationWindowHours: 2
              Hub: {Type: AWS::SecurityHub::Hub, Properties: {EnableDefaultStandards: false}}
              Board:
                Type: AWS::CloudWatch::Dashboard
                Properties:
                  DashboardName: recovery
                  DashboardBody: '{"widgets":[{"type":"text","properties":{"markdown":"hello"}}]}'
              Guard:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  PolicyDocument: {Statement: [{Effect: Deny, Action: dynamodb:DeleteBackup, Resource: '*'}]}
              Table:
                Type: AWS::DynamoDB::GlobalTable
                Properties:
                  TableName: things
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  SSESpecification: {SSEEnabled: true, SSEType: KMS}
                  Replicas:
                    - Region: us-east-1
                      SSESpecification: {KMSMasterKeyId: alias/here}
                      ResourcePolicy: {PolicyDocument: {Statement: [{Effect: Deny}]}}
                    - Region: us-east-2
                      SSESpecification: {KMSMasterKeyId: alias/there}
                      ResourcePolicy: {PolicyDocument: {Statement: [{Effect: Deny}]}}
            Outputs:
              VaultArn: {Value: !GetAtt Vault.BackupVaultArn}
              PlanArn: {Value: !GetAtt Plan.BackupPlanArn}
              PlanId: {Value: !Ref Plan}
              Hub: {Value: !Ref Hub}
            """;

    @Test
    void shouldReadAVaultWithItsLockPolicyAndNotifications() {
        BackupVaultDefinition vault = read(STACK).backup().vaults().getFirst();

        assertThat(vault.name()).isEqualTo("tables");
        assertThat(vault.arn()).isEqualTo("arn:aws:backup:us-east-1:123456789012:backup-vault:tables");
        assertThat(vault.lock())
                .contains(new BackupVaultDefinition.Lock(OptionalInt.of(7), OptionalInt.of(365), OptionalInt.of(3)));
        assertThat(vault.accessPolicy())
                .hasValueSatisfying(policy -> assertThat(policy).contains("backup:DeleteRecoveryPoint"));
        assertThat(vault.notifications())
                .contains(new BackupVaultDefinition.Notifications(
                        "arn:aws:sns:us-east-1:123456789012:recovery-Topic", List.of("BACKUP_JOB_COMPLETED")));
        assertThat(vault.tags()).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void shouldReadAPlanWithItsCopiesAndWhatItSelects() {
        StackDefinition stack = read(STACK);
        BackupPlanDefinition plan = stack.backup().plans().getFirst();
        BackupPlanDefinition.Rule rule = plan.rules().getFirst();

        assertThat(plan.arn()).isEqualTo(stack.output("PlanArn")).endsWith(":backup-plan:" + plan.id());
        assertThat(rule.vault()).isEqualTo("tables");
        assertThat(rule.startWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(rule.deleteAfterDays()).hasValue(35);
        assertThat(rule.copies())
                .containsExactly(new BackupPlanDefinition.Copy(
                        "arn:aws:backup:us-west-2:123456789012:backup-vault:away", OptionalInt.of(90)));
        BackupSelectionDefinition selection = stack.backup().selections().getFirst();
        assertThat(selection.planId()).isEqualTo(plan.id()).isEqualTo(stack.output("PlanId"));
        assertThat(selection.anyTag()).containsExactly(new BackupSelectionDefinition.Tag("backup", "daily"));
        assertThat(selection.conditions())
                .containsExactly(new BackupSelectionDefinition.Condition("stage", "prod", false, false));
    }

    @Test
    void shouldSelectByTheConditionsThatBackupSelectionsKnow() {
        String conditions = "StringEquals: [{ConditionKey: 'aws:ResourceTag/stage', ConditionValue: prod}]";
        BackupSelectionDefinition selection = read(STACK.replace(
                        conditions,
                        "StringLike: [{ConditionKey: 'aws:ResourceTag/stage', ConditionValue: 'pr*'}],"
                                + " StringNotEquals: [{ConditionKey: 'aws:ResourceTag/team', ConditionValue: a}],"
                                + " StringNotLike: [{ConditionKey: 'aws:ResourceTag/cost', ConditionValue: '*9'}]"))
                .backup()
                .selections()
                .getFirst();

        assertThat(met(selection, Map.of("stage", "prod"))).isTrue();
        assertThat(met(selection, Map.of("stage", "prod", "team", "b", "cost", "10")))
                .isTrue();
        assertThat(met(selection, Map.of("stage", "xprod"))).isFalse();
        assertThat(met(selection, Map.of())).isFalse();
        assertThat(met(selection, Map.of("stage", "prod", "team", "a"))).isFalse();
        assertThat(met(selection, Map.of("stage", "prod", "cost", "99"))).isFalse();
    }

    private static boolean met(BackupSelectionDefinition selection, Map<String, String> tags) {
        return selection.conditions().stream().allMatch(condition -> condition.holds(tags));
    }

    @Test
    void shouldReadWhatIsRestoredToTestIt() {
        BackupDefinition backup = read(STACK).backup();
        RestoreTestingPlanDefinition plan = backup.restoreTestingPlans().getFirst();
        RestoreTestingSelectionDefinition selection =
                backup.restoreTestingSelections().getFirst();

        assertThat(plan.vaults()).containsExactly("arn:aws:backup:us-east-1:123456789012:backup-vault:tables");
        assertThat(plan.windowDays()).isEqualTo(10);
        assertThat(selection.plan()).isEqualTo(plan.name());
        assertThat(selection.requiredTags()).isEqualTo(Map.of("backup", "daily"));
        assertThat(selection.validationWindowHours()).isEqualTo(2);
    }

    @Test
    void shouldTellWhetherSecurityHubIsOn() {
        assertThat(read(STACK).securityHub()).isTrue();
        assertThat(read(STACK).output("Hub")).isEqualTo("arn:aws:securityhub:us-east-1:123456789012:hub/default");
        assertThat(read("Resources: {Topic: {Type: AWS::SNS::Topic}}").securityHub())
                .isFalse();
    }

    @Test
    void shouldGiveEachReplicaItsKeyAndItsPolicy() {
        TableDefinition table = read(STACK).tables().getFirst();

        assertThat(table.createTable().at("/SSESpecification/KMSMasterKeyId").asText())
                .isEqualTo("alias/here");
        assertThat(table.createTable().path("ResourcePolicy").asText()).contains("Deny");
        ReplicaDefinition replica = table.otherReplicas().getFirst();
        assertThat(replica.key()).contains("alias/there");
        assertThat(replica.resourcePolicy())
                .hasValueSatisfying(policy -> assertThat(policy).contains("Deny"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BackupVaultTags: {team: a}          | Locked: true                     | Vault.Locked is not known
            BackupVaultName: tables             | EncryptionKeyArn: a              | Vault.BackupVaultName is missing
            ChangeableForDays: 3                | ChangeableForDays: 2             | ChangeableForDays is 2: give at least 3
            MaxRetentionDays: 365               | MaxRetentionDays: 6              | MaxRetentionDays is 6
            StartWindowMinutes: 60              | EnableContinuousBackup: true     | EnableContinuousBackup is true
            StartWindowMinutes: 60              | ScheduleExpressionTimezone: CET  | ScheduleExpressionTimezone is CET
            CompletionWindowMinutes: 180        | IndexActions: []                 | IndexActions is not known
            ConditionType: STRINGEQUALS         | ConditionType: LIKE              | ConditionType is LIKE
            'aws:ResourceTag/stage'             | stage                            | ConditionKey is stage
            RestoreTestingPlanName: weekly      | RestoreTestingPlanName: week-ly  | RestoreTestingPlanName is week-ly
            ProtectedResourceType: DynamoDB     | ProtectedResourceType: S3        | restores DynamoDB only
            LATEST_WITHIN_WINDOW                | NEWEST                           | Algorithm is NEWEST
            'RecoveryPointTypes: [SNAPSHOT]'    | 'RecoveryPointTypes: [CONTINUOUS]' | lacks SNAPSHOT
            EnableDefaultStandards: false       | EnableAll: false                 | Hub.EnableAll is not known
            DashboardName: recovery             | DashboardTitle: recovery         | Board.DashboardTitle is not known
            {"widgets":                         | widgets:                         | DashboardBody is not JSON
            {"type":"text",                     | {                                | one without type and properties
            {KMSMasterKeyId: alias/there}       | {KeyId: alias/there}             | KeyId is not known
            """)
    void shouldRefuseWhatItDoesNotKnow(String known, String unknown, String message) {
        String changed = STACK.replace(known, unknown);

        assertThat(changed).isNotEqualTo(STACK);
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    private static StackDefinition read(String yaml) {
        return new StackReader(
                        Template.of(new StringReader(yaml), Path.of("")),
                        StackIdentity.of("recovery", "us-east-1"),
                        Map.of(),
                        RuntimeAttributes.NONE)
                .read();
    }
}
