/** The evidence of a restore, for programs and for people. */
@NullMarked
package dev.dynamorecovery.core.report;

import org.jspecify.annotations.NullMarked;
