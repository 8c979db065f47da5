/** The steps of a move to another Region, each idempotent, each with an exit: what handlers and the simulation call. */
@NullMarked
package dev.dynamorecovery.core.failover.procedure;

import org.jspecify.annotations.NullMarked;
