/** Definitions: a sealed model of states, the strict loader, and the checks of flow and variables. */
@NullMarked
package dev.dynamorecovery.lab.machine.definition;

import org.jspecify.annotations.NullMarked;
