/** Whether a group's tables hold the same in both Regions: the proof that a planned move needs. */
@NullMarked
package dev.dynamorecovery.core.failover.compare;

import org.jspecify.annotations.NullMarked;
