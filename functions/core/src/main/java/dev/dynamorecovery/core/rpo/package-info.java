/** The recovery point that the change log achieves: how much would be lost now, measured against the plan. */
@NullMarked
package dev.dynamorecovery.core.rpo;

import org.jspecify.annotations.NullMarked;
