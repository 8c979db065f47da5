/** What is looked at to tell whether a table could be recovered. */
@NullMarked
package dev.dynamorecovery.core.audit.posture;

import org.jspecify.annotations.NullMarked;
