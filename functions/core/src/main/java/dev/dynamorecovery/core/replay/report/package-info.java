/** What a replay tells: its report as evidence, its answer, its notice. */
@NullMarked
package dev.dynamorecovery.core.replay.report;

import org.jspecify.annotations.NullMarked;
