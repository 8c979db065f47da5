/** Executions: states one after another and side by side, errors, time, tokens, and the history of it all. */
@NullMarked
package dev.dynamorecovery.lab.machine.execution;

import org.jspecify.annotations.NullMarked;
