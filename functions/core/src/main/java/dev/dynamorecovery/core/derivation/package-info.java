/** What a table held at an instant, derived from a baseline and the change log: sums first, items only where asked. */
@NullMarked
package dev.dynamorecovery.core.derivation;

import org.jspecify.annotations.NullMarked;
