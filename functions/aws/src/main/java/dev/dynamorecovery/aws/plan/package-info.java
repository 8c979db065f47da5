/** Recovery plans as they are packaged with the functions. */
@NullMarked
package dev.dynamorecovery.aws.plan;

import org.jspecify.annotations.NullMarked;
