/**
 * After a failover: which acknowledged writes last-writer-wins has dropped or will drop, found in both Regions' change
 * logs, and what becomes of each.
 */
@NullMarked
package dev.dynamorecovery.core.failover.reconcile;

import org.jspecify.annotations.NullMarked;
