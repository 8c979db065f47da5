/** The port to an object store. */
package dev.dynamorecovery.core.store;
