/** The Lambda host: runs the shipped handlers as Lambda would, and answers Lambda's API. */
@NullMarked
package dev.dynamorecovery.lab.function;

import org.jspecify.annotations.NullMarked;
