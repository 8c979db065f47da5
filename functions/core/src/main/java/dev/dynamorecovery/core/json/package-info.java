/** JSON read where it lies, token by token: DynamoDB's items without an object for each value. */
@NullMarked
package dev.dynamorecovery.core.json;

import org.jspecify.annotations.NullMarked;
