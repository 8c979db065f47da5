/** Rehearses the audit: takes a table's protection away, piece by piece, and sees each found, reported and mended. */
@NullMarked
package dev.dynamorecovery.lab.drill.audit;

import org.jspecify.annotations.NullMarked;
