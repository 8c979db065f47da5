package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.audit.AwsTablePostures;
import dev.dynamorecovery.aws.audit.EventBridgeEvents;
import dev.dynamorecovery.aws.audit.S3AuditState;
import dev.dynamorecovery.aws.audit.SecurityHubFindings;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.aws.store.S3VersionedObject;
import dev.dynamorecovery.core.audit.posture.TablePostures;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.InstantSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What the functions of the flow are made of. */
record AuditParts(
        AwsClients clients,
        TablePostures postures,
        RecoveryPlans plans,
        ObjectStore evidence,
        Stage stage,
        InstantSource time) {

    static AuditParts of(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        InstantSource time = InstantSource.system();
        return new AuditParts(
                clients,
                AwsTablePostures.of(environment, clients, time),
                new PackagedPlans(),
                new S3ObjectStore(clients.s3(), environment.required("EVIDENCE_BUCKET")),
                Stage.of(environment),
                time);
    }

    /** The audit that remembers and tells. */
    BackupAudit audit(Environment environment) {
        S3Client s3 = clients.s3();
        return new BackupAudit(
                postures,
                plans,
                new S3AuditState(new S3VersionedObject(
                        s3, environment.required("EVIDENCE_BUCKET"), stage.folder() + "state.json")),
                evidence,
                environment
                        .optional("SECURITY_HUB")
                        .filter("ENABLED"::equals)
                        .map(on -> new SecurityHubFindings(clients.signed("securityhub"))),
                new PostureEvents(new EventBridgeEvents(clients.signed("events")), stage),
                new AuditMetrics(new RecoveryMetrics(environment)),
                stage,
                time);
    }
}
