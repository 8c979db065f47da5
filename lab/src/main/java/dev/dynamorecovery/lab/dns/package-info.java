/**
 * The lab's Route 53: hosted zones, health checks, and a name server on this machine that answers by both.
 *
 * <p>What it cannot show: many checkers that vote, changes of records that take up to a minute to reach every name server,
 * TLS, and resolvers on the way that keep an answer longer than its time to live says.
 */
@NullMarked
package dev.dynamorecovery.lab.dns;

import org.jspecify.annotations.NullMarked;
