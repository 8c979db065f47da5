/** The change log's index in a DynamoDB table, and the look at a table's stream. */
@NullMarked
package dev.dynamorecovery.aws.changelog;

import org.jspecify.annotations.NullMarked;
