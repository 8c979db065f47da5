/** The {@code recovery} command line: what an operator types, what is answered, and by which exit code. */
package dev.dynamorecovery.lab.command;
