/** What a replay is asked to do, and whether it may begin. */
@NullMarked
package dev.dynamorecovery.core.replay.request;

import org.jspecify.annotations.NullMarked;
