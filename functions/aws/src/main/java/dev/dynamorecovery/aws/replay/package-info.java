/** Tables that a replay looks at and writes, through the AWS SDK. */
@NullMarked
package dev.dynamorecovery.aws.replay;

import org.jspecify.annotations.NullMarked;
