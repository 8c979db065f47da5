/** Digests of tables and the states of single items: made by scans side by side, stored in parts, merged. */
package dev.dynamorecovery.core.digest;
