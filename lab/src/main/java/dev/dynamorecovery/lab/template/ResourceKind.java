package dev.dynamorecovery.lab.template;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A CloudFormation resource type that the lab knows: how its physical name and ARN are formed, and whether it becomes
 * something that runs.
 */
enum ResourceKind {
    FUNCTION("AWS::Serverless::Function", "FunctionName", "arn:aws:lambda:%r:%a:function:%n", Ref.NAME),
    STATE_MACHINE("AWS::Serverless::StateMachine", "Name", "arn:aws:states:%r:%a:stateMachine:%n", Ref.ARN),
    GLOBAL_TABLE("AWS::DynamoDB::GlobalTable", "TableName", "arn:aws:dynamodb:%r:%a:table/%n", Ref.NAME),
    TABLE("AWS::DynamoDB::Table", "TableName", "arn:aws:dynamodb:%r:%a:table/%n", Ref.NAME),
    BUCKET("AWS::S3::Bucket", "BucketName", "arn:aws:s3:::%n", Ref.NAME),
    TOPIC("AWS::SNS::Topic", "TopicName", "arn:aws:sns:%r:%a:%n", Ref.ARN),
    QUEUE("AWS::SQS::Queue", "QueueName", "arn:aws:sqs:%r:%a:%n", Ref.URL),
    EVENT_SOURCE_MAPPING(
            "AWS::Lambda::EventSourceMapping", "", "arn:aws:lambda:%r:%a:event-source-mapping:%n", Ref.NAME),
    EVENT_RULE("AWS::Events::Rule", "Name", "arn:aws:events:%r:%a:rule/%n", Ref.NAME),
    SUBSCRIPTION("AWS::SNS::Subscription", "", "arn:aws:sns:%r:%a:%n", Ref.ARN),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName", "arn:aws:cloudwatch:%r:%a:alarm:%n", Ref.NAME),
    FUNCTION_URL("AWS::Lambda::Url", "", "", Ref.FUNCTION_ARN),
    HEALTH_CHECK("AWS::Route53::HealthCheck", "", "arn:aws:route53:::healthcheck/%n", Ref.NAME),
    RECORD_SET("AWS::Route53::RecordSet", "Name", "", Ref.NAME),
    BACKUP_VAULT("AWS::Backup::BackupVault", "BackupVaultName", "arn:aws:backup:%r:%a:backup-vault:%n", Ref.NAME),
    BACKUP_PLAN("AWS::Backup::BackupPlan", "", "arn:aws:backup:%r:%a:backup-plan:%n", Ref.NAME),
    BACKUP_SELECTION("AWS::Backup::BackupSelection", "", "", Ref.NAME),
    RESTORE_TESTING_PLAN(
            "AWS::Backup::RestoreTestingPlan",
            "RestoreTestingPlanName",
            "arn:aws:backup:%r:%a:restore-testing-plan:%n",
            Ref.NAME),
    RESTORE_TESTING_SELECTION("AWS::Backup::RestoreTestingSelection", "RestoreTestingSelectionName", "", Ref.NAME),
    SECURITY_HUB("AWS::SecurityHub::Hub", "", "arn:aws:securityhub:%r:%a:hub/default", Ref.ARN),
    // Nothing to run here: the lab has no log service or keys, and does not evaluate policies.
    BUCKET_POLICY("AWS::S3::BucketPolicy", "", "", Ref.NAME),
    QUEUE_POLICY("AWS::SQS::QueuePolicy", "", "", Ref.NAME),
    FUNCTION_PERMISSION("AWS::Lambda::Permission", "", "", Ref.NAME),
    TOPIC_POLICY("AWS::SNS::TopicPolicy", "", "", Ref.NAME),
    DASHBOARD("AWS::CloudWatch::Dashboard", "DashboardName", "arn:aws:cloudwatch::%a:dashboard/%n", Ref.NAME),
    LOG_GROUP("AWS::Logs::LogGroup", "LogGroupName", "arn:aws:logs:%r:%a:log-group:%n:*", Ref.NAME),
    ROLE("AWS::IAM::Role", "RoleName", "arn:aws:iam::%a:role/%n", Ref.NAME),
    POLICY("AWS::IAM::Policy", "PolicyName", "", Ref.NAME),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "ManagedPolicyName", "arn:aws:iam::%a:policy/%n", Ref.ARN),
    KEY("AWS::KMS::Key", "", "arn:aws:kms:%r:%a:key/%n", Ref.NAME),
    KEY_ALIAS("AWS::KMS::Alias", "AliasName", "", Ref.NAME);

    /** What {@code Ref} gives for a resource. */
    enum Ref {
        NAME,
        ARN,
        URL,
        /** That of the function behind it. */
        FUNCTION_ARN
    }

    private static final Map<String, ResourceKind> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind.type, kind -> kind));

    private final String type;
    private final String nameProperty;
    private final String arnPattern;
    private final Ref ref;

    ResourceKind(String type, String nameProperty, String arnPattern, Ref ref) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.arnPattern = arnPattern;
        this.ref = ref;
    }

    static ResourceKind of(String logicalId, String type) {
        return Optional.ofNullable(BY_TYPE.get(type))
                .orElseThrow(() -> new TemplateException("resource " + logicalId + " has type " + type
                        + ", which the lab neither runs nor knows to need nothing: teach ResourceKind what it is"));
    }

    String type() {
        return type;
    }

    /** The property that sets the physical name, empty where there is none. */
    Optional<String> nameProperty() {
        return Optional.of(nameProperty).filter(name -> !name.isEmpty());
    }

    Ref ref() {
        return ref;
    }

    Optional<String> arn(StackIdentity stack, String name) {
        return Optional.of(arnPattern)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> pattern.replace("%r", stack.region())
                        .replace("%a", stack.accountId())
                        .replace("%n", name));
    }
}
