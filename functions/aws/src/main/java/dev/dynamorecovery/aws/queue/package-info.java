/** Queues that people read. */
@NullMarked
package dev.dynamorecovery.aws.queue;

import org.jspecify.annotations.NullMarked;
