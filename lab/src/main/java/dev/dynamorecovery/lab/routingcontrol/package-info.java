/**
 * The lab's Application Recovery Controller: routing controls and the five endpoints of the cluster that keeps them.
 *
 * <p>What it cannot show: safety rules, and endpoints that disagree for a while.
 */
@NullMarked
package dev.dynamorecovery.lab.routingcontrol;

import org.jspecify.annotations.NullMarked;
