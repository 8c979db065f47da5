/**
 * Changes of the log put onto a table, or taken out of it: what each item has to become, decided change by change and
 * attribute by attribute, and never by overwriting what is not known.
 */
@NullMarked
package dev.dynamorecovery.core.replay;

import org.jspecify.annotations.NullMarked;
