/** What the RPO measurement needs of DynamoDB. */
@NullMarked
package dev.dynamorecovery.aws.rpo;

import org.jspecify.annotations.NullMarked;
