/** Attaches tables to the change log that the stack does not own: what has to change, decided purely, and doing it. */
@NullMarked
package dev.dynamorecovery.lab.protection;

import org.jspecify.annotations.NullMarked;
