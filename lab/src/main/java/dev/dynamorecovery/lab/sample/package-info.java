/** Sample data with known truth: a seeded generator of three related tables, a well-behaved writer and a corruptor. */
package dev.dynamorecovery.lab.sample;
