/** How long a failover may take, part by part, and how long it took. */
@NullMarked
package dev.dynamorecovery.core.failover.measure;

import org.jspecify.annotations.NullMarked;
