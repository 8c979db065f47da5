/** Rules that every item of a table keeps, and references between tables. */
@NullMarked
package dev.dynamorecovery.core.invariant;

import org.jspecify.annotations.NullMarked;
