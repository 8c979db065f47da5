/** The lab's SQS: standard queues with visibility, delay, retention and redrive. */
@NullMarked
package dev.dynamorecovery.lab.queue;

import org.jspecify.annotations.NullMarked;
