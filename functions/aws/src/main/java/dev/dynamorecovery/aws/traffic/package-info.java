/** Traffic: what leads an application's name to a Region, and what proves it. */
@NullMarked
package dev.dynamorecovery.aws.traffic;

import org.jspecify.annotations.NullMarked;
