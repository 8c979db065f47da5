/** What is remembered of tables between audits, and what changed. */
@NullMarked
package dev.dynamorecovery.core.audit.state;

import org.jspecify.annotations.NullMarked;
