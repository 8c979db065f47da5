/** Decides whether a release may pass, and which of its backups are no longer needed. */
@NullMarked
package dev.dynamorecovery.core.audit.gate;

import org.jspecify.annotations.NullMarked;
