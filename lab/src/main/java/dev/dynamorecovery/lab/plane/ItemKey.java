package dev.dynamorecovery.lab.plane;

/** A primary key in canonical text: two keys are equal when DynamoDB takes them for the same item. */
record ItemKey(String text) {}
