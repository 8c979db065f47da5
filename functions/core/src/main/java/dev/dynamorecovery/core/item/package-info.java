/** Items free of the AWS SDK: their canonical form, their keyed hashes, and the port that scans them. */
package dev.dynamorecovery.core.item;
