/** Requests to the deployed restore machine and its executions, as a client of AWS sees them. */
package dev.dynamorecovery.lab.execution;
