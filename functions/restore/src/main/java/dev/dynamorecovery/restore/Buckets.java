package dev.dynamorecovery.restore;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.store.ObjectStore;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The two buckets of the flow.
 *
 * @param work intermediate results
 * @param evidence baselines and reports
 */
record Buckets(ObjectStore work, ObjectStore evidence) {

    static Buckets of(Environment environment, AwsClients clients) {
        S3Client s3 = clients.s3();
        return new Buckets(
                new S3ObjectStore(s3, environment.required("WORK_BUCKET")),
                new S3ObjectStore(s3, environment.required("EVIDENCE_BUCKET")));
    }
}
