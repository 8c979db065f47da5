/** What a restore is decided from, read through the AWS SDK. */
@NullMarked
package dev.dynamorecovery.aws.restore;

import org.jspecify.annotations.NullMarked;
