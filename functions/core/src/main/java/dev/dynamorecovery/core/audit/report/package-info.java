/** What an audit found, for programs and for people. */
@NullMarked
package dev.dynamorecovery.core.audit.report;

import org.jspecify.annotations.NullMarked;
