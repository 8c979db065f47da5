/** What a table held at one proven instant. */
@NullMarked
package dev.dynamorecovery.core.baseline;

import org.jspecify.annotations.NullMarked;
