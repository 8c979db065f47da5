package dev.dynamorecovery.core.audit.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Audit;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Nothing;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Refused;
import dev.dynamorecovery.core.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTriggersTest {

    private static final String ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
    private static final String EVE = "arn:aws:sts::111122223333:assumed-role/Admin/eve";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dynamodb|UpdateContinuousBackups|{'tableName':'orders'}",
                "dynamodb|UpdateContinuousBackups|{'tableName':'ARN'}",
                "dynamodb|DeleteBackup|{'backupArn':'ARN/backup/01'}",
                "dynamodb|UpdateTable|{'tableName':'orders','streamSpecification':{'streamEnabled':false}}",
                "dynamodb|UpdateTable|{'tableName':'orders','replicaUpdates':[{'delete':{'regionName':'us-east-2'}}]}",
                "dynamodb|UpdateTable|{'tableName':'orders','deletionProtectionEnabled':false}",
                "dynamodb|UpdateTable|{'tableName':'orders','sSESpecification':{'enabled':false}}",
                "dynamodb|DeleteTable|{'tableName':'orders'}",
                "dynamodb|CreateTable|{'tableName':'orders'}",
                "dynamodb|CreateBackup|{'tableName':'orders','backupName':'x'}",
                "dynamodb|UpdateTimeToLive|{'tableName':'orders'}",
                "dynamodb|TagResource|{'resourceArn':'ARN'}",
                "dynamodb|UntagResource|{'resourceArn':'ARN'}",
                "dynamodb|PutResourcePolicy|{'resourceArn':'ARN'}",
                "dynamodb|DeleteResourcePolicy|{'resourceArn':'ARN'}",
                "backup|DeleteRecoveryPoint|{'recoveryPointArn':'ARN/backup/01'}",
                "lambda|DeleteEventSourceMapping20150331|{'uUID':'u','eventSourceArn':'ARN/stream/2026-08-15T12:00:00.000'}",
                "tagging|UntagResources|{'resourceARNList':['arn:aws:sqs:us-east-1:1:q','ARN']}"
            })
    void shouldAuditTheTableOfACallThatMayHaveWeakenedIt(String service, String name, String request) {
        AuditTrigger trigger = call(service, name, request, "");

        assertThat(trigger)
                .isEqualTo(new Audit(
                        new AuditScope.Tables(Set.of("orders")),
                        AuditReason.API_CALL,
                        Optional.of(new ChangedBy(
                                EVE, name.replace("20150331", ""), Instant.parse("2026-11-23T11:59:58Z")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "backup|DeleteRecoveryPoint|{'recoveryPointArn':'arn:aws:backup:us-east-1:111122223333:recovery-point:1'}",
                "backup|DeleteBackupVaultAccessPolicy|{'backupVaultName':'recovery'}",
                "backup|DeleteBackupVaultLockConfiguration|{'backupVaultName':'recovery'}",
                "backup|DeleteBackupPlan|{}",
                "lambda|UpdateEventSourceMapping20150331|{'uUID':'u','enabled':false}",
                "monitoring|DeleteAlarms|{'alarmNames':['orders-throttled']}",
                "monitoring|DisableAlarmActions|{'alarmNames':['orders-throttled']}"
            })
    void shouldAuditEverythingWhereTheCallDoesNotTellTheTable(String service, String name, String request) {
        assertThat(call(service, name, request, "")).isInstanceOfSatisfying(Audit.class, audit -> {
            assertThat(audit.scope()).isEqualTo(new AuditScope.Everything());
            assertThat(audit.changedBy()).isPresent();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dynamodb|UpdateTable|{'tableName':'orders','billingMode':'PAY_PER_REQUEST'}|",
                "dynamodb|UpdateContinuousBackups|{'tableName':'orders'}|,'errorCode':'AccessDenied'",
                "dynamodb|RestoreTableToPointInTime|{'targetTableName':'orders-restored'}|",
                "dynamodb|RestoreTableFromBackup|{'targetTableName':'orders-restored'}|",
                "dynamodb|DeleteTable|{'tableName':'awsbackup-restore-test-1'}|",
                "lambda|DeleteEventSourceMapping20150331|{'eventSourceArn':'arn:aws:sqs:us-east-1:1:queue'}|",
                "tagging|TagResources|{'resourceARNList':['arn:aws:sqs:us-east-1:1:orders']}|"
            })
    void shouldTellApartWhatChangesNothingOfAProtectedTable(
            String service, String name, String request, @Nullable String more) {
        assertThat(call(service, name, request, more == null ? "" : more)).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dynamodb|PutItem|{'tableName':'orders'}",
                "dynamodb|DeleteTable|{}",
                "dynamodb|DeleteTable|{'tableName':'a b'}",
                "dynamodb|TagResource|{'resourceArn':'arn:aws:sqs:us-east-1:1:q'}",
                "backup|StartBackupJob|{}",
                "lambda|DeleteFunction20150331|{}",
                "monitoring|PutDashboard|{}",
                "tagging|Other|{}",
                "s3|DeleteBucket|{}"
            })
    void shouldRefuseByNameWhatItDoesNotKnow(String service, String name, String request) {
        assertThat(call(service, name, request, "")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.field()).startsWith("detail.");
            assertThat(refused.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Backup Job State Change|{'resourceType':'DynamoDB','resourceArn':'ARN','state':'FAILED'}|orders",
                "Copy Job State Change|{'resourceType':'DynamoDB','resourceArn':'ARN','state':'COMPLETED'}|orders",
                "Copy Job State Change|{'state':'FAILED'}|",
                "Restore Job State Change|{'resourceType':'DynamoDB','status':'COMPLETED','sourceResourceArn':'ARN','createdResourceArn':'arn:aws:dynamodb:us-east-1:1:table/awsbackup-restore-test-1'}|orders",
                "Restore Job State Change|{'resourceType':'DynamoDB','status':'COMPLETED','recoveryPointArn':'ARN/backup/01','createdResourceArn':'arn:aws:dynamodb:us-east-1:1:table/copy'}|orders",
                "Recovery Point State Change|{'resourceType':'DynamoDB','resourceArn':'ARN','status':'EXPIRED'}|orders"
            })
    void shouldAuditTheTableThatWasBackedUp(String type, String detail, @Nullable String table) {
        assertThat(backup(type, detail))
                .isEqualTo(new Audit(
                        Optional.ofNullable(table)
                                .<AuditScope>map(name -> new AuditScope.Tables(Set.of(name)))
                                .orElseGet(AuditScope.Everything::new),
                        AuditReason.BACKUP_EVENT,
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Backup Job State Change|{'resourceType':'EBS','resourceArn':'arn:aws:ec2:us-east-1:1:volume/v','state':'FAILED'}",
                "Backup Job State Change|{'resourceType':'DynamoDB','resourceArn':'ARN','state':'RUNNING'}",
                "Restore Job State Change|{'resourceType':'DynamoDB','status':'CREATED','sourceResourceArn':'ARN'}",
                "Backup Job State Change|{'resourceType':'DynamoDB','resourceArn':'arn:aws:dynamodb:us-east-1:1:table/awsbackup-restore-test-1','state':'COMPLETED'}"
            })
    void shouldWaitForTheEndOfAJobAndLeaveOutOtherResources(String type, String detail) {
        assertThat(backup(type, detail)).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'detail-type':'Something Else','source':'aws.backup','detail':{}}",
                "{'detail-type':'Backup Job State Change','source':'com.example','detail':{'state':'FAILED'}}",
                "{'detail-type':'Backup Job State Change','source':'aws.backup','detail':{}}",
                "{'detail-type':'AWS API Call via CloudTrail','detail':{}}",
                "{'detail-type':'AWS API Call via CloudTrail','detail':{'eventSource':'dynamodb.amazonaws.com','eventName':'DeleteTable','requestParameters':{'tableName':'orders'}}}",
                "{'tables':[]}",
                "{'tables':['a b']}",
                "{'tables':'orders'}",
                "{'reason':'because'}",
                "{'event':{}}",
                "{'more':1}"
            })
    void shouldRefuseAnInputThatIsNone(String input) {
        assertThat(read(input)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldAuditWhatAPersonAsksFor() {
        assertThat(read("{}")).isEqualTo(new Audit(new AuditScope.Everything(), AuditReason.MANUAL, Optional.empty()));
        assertThat(read("{'tables':['orders','users'],'reason':'release'}"))
                .isEqualTo(new Audit(
                        new AuditScope.Tables(Set.of("orders", "users")), AuditReason.RELEASE, Optional.empty()));
        assertThat(read("{'reason':'schedule'}"))
                .isEqualTo(new Audit(new AuditScope.Everything(), AuditReason.SCHEDULE, Optional.empty()));
        assertThat(Arrays.stream(AuditReason.values()).map(AuditReason::label).map(AuditReason::of))
                .doesNotContain(Optional.empty());
    }

    @Test
    void shouldTakeAnEventThatIsWrapped() {
        String event = event("dynamodb", "DeleteTable", "{'tableName':'orders'}", "");

        assertThat(read("{'event':" + event + "}")).isEqualTo(read(event));
        assertThat(read("{'tables':['users'],'event':" + event + "}")).isInstanceOfSatisfying(Audit.class, audit -> {
            assertThat(audit.scope()).isEqualTo(new AuditScope.Tables(Set.of("users")));
            assertThat(audit.changedBy()).isPresent();
        });
    }

    @Test
    void shouldKnowWhichRulesACallMayBreak() {
        assertThat(CallEffects.mayBreak("UpdateContinuousBackups", "DR-PITR-1")).isTrue();
        assertThat(CallEffects.mayBreak("UpdateContinuousBackups", "DR-BACKUP-1"))
                .isFalse();
        assertThat(CallEffects.mayBreak("UpdateTable", "DR-GUARD-1")).isTrue();
        assertThat(CallEffects.mayBreak("UpdateTable", "DR-GUARD-2")).isFalse();
        assertThat(CallEffects.mayBreak("UntagResource", "DR-PLAN-1")).isTrue();
        assertThat(CallEffects.mayBreak("Unknown", "DR-PLAN-1")).isFalse();
    }

    @Test
    void shouldNameAServiceThatActsForItself() {
        String event = event("dynamodb", "DeleteTable", "{'tableName':'orders'}", "")
                .replace("'arn':'" + EVE + "'", "'invokedBy':'backup.amazonaws.com'");

        assertThat(read(event))
                .isInstanceOfSatisfying(
                        Audit.class,
                        audit -> assertThat(audit.changedBy())
                                .get()
                                .extracting(ChangedBy::principal)
                                .isEqualTo("backup.amazonaws.com"));
    }

    private static AuditTrigger call(String service, String name, String request, String more) {
        return read(event(service, name, request, more));
    }

    private static String event(String service, String name, String request, String more) {
        return ("{'detail-type':'AWS API Call via CloudTrail','source':'aws.%s','detail':{'eventSource':'%s.amazonaws.com',"
                        + "'eventName':'%s','eventTime':'2026-11-23T11:59:58Z','userIdentity':{'arn':'%s'},"
                        + "'requestParameters':%s%s}}")
                .formatted(service, service, name, EVE, request, more);
    }

    private static AuditTrigger backup(String type, String detail) {
        return read("{'detail-type':'%s','source':'aws.backup','resources':[],'detail':%s}".formatted(type, detail));
    }

    private static AuditTrigger read(String json) {
        return AuditTriggers.read(Documents.readJson(json.replace('\'', '"')
                .replace("ARN/", ARN + "/")
                .replace("\"ARN\"", "\"" + ARN + "\"")
                .getBytes(StandardCharsets.UTF_8)));
    }
}
