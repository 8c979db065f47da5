/** Two sides compared: unequal buckets opened in bounded groups, differences named. */
package dev.dynamorecovery.core.comparison;
