/** Lambda's function URLs: plain HTTP in, one invocation each. */
@NullMarked
package dev.dynamorecovery.lab.functionurl;

import org.jspecify.annotations.NullMarked;
