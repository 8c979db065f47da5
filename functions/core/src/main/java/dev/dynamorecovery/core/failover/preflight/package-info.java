/** The last look before writes are stopped. */
@NullMarked
package dev.dynamorecovery.core.failover.preflight;

import org.jspecify.annotations.NullMarked;
