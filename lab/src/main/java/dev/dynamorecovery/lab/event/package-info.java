/**
 * The lab's EventBridge: one default event bus a Region, whose patterns AWS's own library judges.
 *
 * <p>What it cannot show: delivery more than once, order, and the retries of a day that EventBridge makes.
 */
@NullMarked
package dev.dynamorecovery.lab.event;

import org.jspecify.annotations.NullMarked;
