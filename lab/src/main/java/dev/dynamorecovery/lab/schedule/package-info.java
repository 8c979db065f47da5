/** Rules that invoke functions on a schedule, as EventBridge does. */
@NullMarked
package dev.dynamorecovery.lab.schedule;

import org.jspecify.annotations.NullMarked;
