/** Event source mappings: streams and queues delivered to functions with Lambda's batching, order, retries and failures. */
@NullMarked
package dev.dynamorecovery.lab.eventsource;

import org.jspecify.annotations.NullMarked;
