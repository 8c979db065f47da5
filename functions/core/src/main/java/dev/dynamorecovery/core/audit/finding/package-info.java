/** What an audit finds. */
@NullMarked
package dev.dynamorecovery.core.audit.finding;

import org.jspecify.annotations.NullMarked;
