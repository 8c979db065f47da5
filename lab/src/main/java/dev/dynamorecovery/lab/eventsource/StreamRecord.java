package dev.dynamorecovery.lab.eventsource;

import java.time.Instant;

/**
 * A change of a stream, as the function gets it.
 *
 * @param partitionKey the item's partition key: lanes are told apart by it
 * @param json the record in Lambda's event
 */
record StreamRecord(String sequenceNumber, Instant createdAt, String partitionKey, String json) {}
