/** Settings of a table: compared by name, and rebuilt step by step. */
@NullMarked
package dev.dynamorecovery.core.settings;

import org.jspecify.annotations.NullMarked;
