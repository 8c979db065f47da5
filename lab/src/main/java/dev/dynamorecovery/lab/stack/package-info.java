/** The lab's CloudFormation and STS: what is deployed, and who is asking. */
@NullMarked
package dev.dynamorecovery.lab.stack;

import org.jspecify.annotations.NullMarked;
