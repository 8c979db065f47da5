package dev.dynamorecovery.restore;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;

/**
 * What a reporter of the environment works with.
 *
 * @param work where the steps of an execution leave their results
 * @param evidence where reports go
 * @param evidenceBucket the name of that bucket
 * @param timeScale the factor that shortened every wait; 1 on AWS
 */
record Reporting(
        StoredDocuments work, ObjectStore evidence, String evidenceBucket, double timeScale, RecoveryMetrics metrics) {

    static Reporting of(Environment environment) {
        Buckets buckets = Buckets.of(environment, new AwsClients(environment));
        return new Reporting(
                new StoredDocuments(buckets.work()),
                buckets.evidence(),
                environment.required("EVIDENCE_BUCKET"),
                environment.optional("RECOVERY_TIME_SCALE").map(Double::valueOf).orElse(1.0),
                new RecoveryMetrics(environment));
    }
}
