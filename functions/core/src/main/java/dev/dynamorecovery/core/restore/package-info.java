/** Decisions of the restore flow: admission, coverage, verdict, clean-up. */
@NullMarked
package dev.dynamorecovery.core.restore;

import org.jspecify.annotations.NullMarked;
