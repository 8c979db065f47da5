/** A person's word before a failover, where the plan asks for it. */
@NullMarked
package dev.dynamorecovery.core.failover.approval;

import org.jspecify.annotations.NullMarked;
