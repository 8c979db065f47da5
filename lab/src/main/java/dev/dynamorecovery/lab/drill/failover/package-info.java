/** The drill of a failover: an application in two Regions, its users, the outage, the way out and the way back. */
@NullMarked
package dev.dynamorecovery.lab.drill.failover;

import org.jspecify.annotations.NullMarked;
