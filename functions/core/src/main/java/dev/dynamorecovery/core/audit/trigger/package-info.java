/** What has an audit run: a schedule, a person, or an event that may have weakened a table's protection. */
@NullMarked
package dev.dynamorecovery.core.audit.trigger;

import org.jspecify.annotations.NullMarked;
