/** Failover: the control table, votes and probes on the SDK. */
@NullMarked
package dev.dynamorecovery.aws.failover;

import org.jspecify.annotations.NullMarked;
