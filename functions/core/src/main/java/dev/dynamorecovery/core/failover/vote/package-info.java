/** What observers in each Region saw of the others. */
@NullMarked
package dev.dynamorecovery.core.failover.vote;

import org.jspecify.annotations.NullMarked;
