/** Looking at Regions from other Regions. */
@NullMarked
package dev.dynamorecovery.core.failover.observe;

import org.jspecify.annotations.NullMarked;
