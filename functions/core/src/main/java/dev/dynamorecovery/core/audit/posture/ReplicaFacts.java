package dev.dynamorecovery.core.audit.posture;

/** A replica as it is seen in its own Region. */
public record ReplicaFacts(
        String status, ComparableSettings settings, boolean deletionProtected, PointInTimeStatus pointInTime) {}
