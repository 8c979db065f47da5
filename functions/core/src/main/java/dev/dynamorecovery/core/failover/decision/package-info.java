/** Votes, plan and control record to a decision: fail over, hold, or refuse. */
@NullMarked
package dev.dynamorecovery.core.failover.decision;

import org.jspecify.annotations.NullMarked;
