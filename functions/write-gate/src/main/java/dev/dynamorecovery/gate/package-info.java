/** Lets an application's writes to DynamoDB through only while its Region serves, and stops them by itself. */
@NullMarked
package dev.dynamorecovery.gate;

import org.jspecify.annotations.NullMarked;
