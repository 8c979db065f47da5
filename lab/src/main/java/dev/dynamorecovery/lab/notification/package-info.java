/** The lab's SNS. */
@NullMarked
package dev.dynamorecovery.lab.notification;

import org.jspecify.annotations.NullMarked;
