/** Reads resource policies as far as it takes to tell whether they deny something to everybody. */
@NullMarked
package dev.dynamorecovery.core.audit.policy;

import org.jspecify.annotations.NullMarked;
