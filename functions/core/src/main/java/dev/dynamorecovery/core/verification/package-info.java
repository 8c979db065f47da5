/** The work of a verification that is cut into parts: digesting, opening, comparing; what the parts leave, and where. */
@NullMarked
package dev.dynamorecovery.core.verification;

import org.jspecify.annotations.NullMarked;
