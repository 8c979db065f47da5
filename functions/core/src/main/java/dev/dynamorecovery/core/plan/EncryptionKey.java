package dev.dynamorecovery.core.plan;

/** Whose key encrypts a table at rest; each later one satisfies the earlier. */
public enum EncryptionKey {
    /** Any: DynamoDB always encrypts. */
    ANY,
    /** A key in KMS, of AWS or of the customer: its use is on record. */
    KEY_SERVICE
}
