/** Recovery plans: what was promised for a table, and what proves that the promise was kept. */
@NullMarked
package dev.dynamorecovery.core.plan;

import org.jspecify.annotations.NullMarked;
