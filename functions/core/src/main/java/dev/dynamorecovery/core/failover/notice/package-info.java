/** What people are told of failovers. */
@NullMarked
package dev.dynamorecovery.core.failover.notice;

import org.jspecify.annotations.NullMarked;
