/** Handlers of the failover flow: map, call, respond. */
@NullMarked
package dev.dynamorecovery.failover;

import org.jspecify.annotations.NullMarked;
