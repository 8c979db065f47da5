/** The lab's Application Auto Scaling. */
@NullMarked
package dev.dynamorecovery.lab.autoscaling;

import org.jspecify.annotations.NullMarked;
