/** Decides which findings are mended without asking anybody. */
@NullMarked
package dev.dynamorecovery.core.audit.repair;

import org.jspecify.annotations.NullMarked;
