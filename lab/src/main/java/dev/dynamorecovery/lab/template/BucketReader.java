package dev.dynamorecovery.lab.template;

import java.util.Set;

/** Reads {@code AWS::S3::Bucket}. */
final class BucketReader {

    private static final Set<String> HONOURED = Set.of("BucketName", "VersioningConfiguration", "ObjectLockEnabled");
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "BucketEncryption",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "ObjectLockConfiguration",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "ReplicationConfiguration",
            "Tags");

    private final StackScope scope;

    BucketReader(StackScope scope) {
        this.scope = scope;
    }

    BucketDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, WITHOUT_EFFECT);
        boolean versioned = properties
                .object("VersioningConfiguration")
                .find("Status")
                .filter(status -> status.asText().equals("Enabled"))
                .isPresent();
        return new BucketDefinition(
                logicalId, scope.physicalName(logicalId), versioned, properties.flag("ObjectLockEnabled"));
    }
}
