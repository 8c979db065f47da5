/** Failover of groups of tables between Regions. */
@NullMarked
package dev.dynamorecovery.core.failover;

import org.jspecify.annotations.NullMarked;
