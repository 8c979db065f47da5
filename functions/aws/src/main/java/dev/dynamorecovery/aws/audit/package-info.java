/** What the audit sees of an account, and whom it tells, on the AWS SDK. */
@NullMarked
package dev.dynamorecovery.aws.audit;

import org.jspecify.annotations.NullMarked;
