/** How a replay is carried out: the log cut into slices, the changes dealt to partitions, the partitions replayed. */
@NullMarked
package dev.dynamorecovery.core.replay.work;

import org.jspecify.annotations.NullMarked;
