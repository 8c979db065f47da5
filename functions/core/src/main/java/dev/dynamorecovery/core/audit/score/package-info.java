/** How far a table could be recovered, as one number. */
@NullMarked
package dev.dynamorecovery.core.audit.score;

import org.jspecify.annotations.NullMarked;
