/** Settings of DynamoDB tables, read and rebuilt through the AWS SDK. */
@NullMarked
package dev.dynamorecovery.aws.settings;

import org.jspecify.annotations.NullMarked;
