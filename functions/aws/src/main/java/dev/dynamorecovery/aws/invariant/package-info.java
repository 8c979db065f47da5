/** References between tables, followed through the AWS SDK. */
@NullMarked
package dev.dynamorecovery.aws.invariant;

import org.jspecify.annotations.NullMarked;
