package dev.dynamorecovery.lab.template;

/** A bucket of the template; encryption, lifecycle and policies have no effect in the lab. */
public record BucketDefinition(String logicalId, String name, boolean versioned, boolean objectLock) {}
