/** What the Resource of a Task state can be: functions, actions of any SDK service, other machines. */
@NullMarked
package dev.dynamorecovery.lab.machine.integration;

import org.jspecify.annotations.NullMarked;
