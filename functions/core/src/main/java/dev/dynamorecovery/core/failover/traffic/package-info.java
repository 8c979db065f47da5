/** Leading an application's name to the serving Region, and proving that it leads there. */
@NullMarked
package dev.dynamorecovery.core.failover.traffic;

import org.jspecify.annotations.NullMarked;
