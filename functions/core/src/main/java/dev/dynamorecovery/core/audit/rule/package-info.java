/** The rules of the audit, as a named, ordered table. */
@NullMarked
package dev.dynamorecovery.core.audit.rule;

import org.jspecify.annotations.NullMarked;
