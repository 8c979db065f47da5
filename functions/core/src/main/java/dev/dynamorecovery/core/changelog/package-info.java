/**
 * The change log: every change of a table, in immutable segments, with an index that says where which changes are and
 * what is not known.
 */
@NullMarked
package dev.dynamorecovery.core.changelog;

import org.jspecify.annotations.NullMarked;
