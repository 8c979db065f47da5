/** The control record of a failover group: who serves, at which epoch, and how that may change. */
@NullMarked
package dev.dynamorecovery.core.failover.control;

import org.jspecify.annotations.NullMarked;
