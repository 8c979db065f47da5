/** JSONata as Step Functions evaluates it, over the dashjoin engine and its quirks. */
@NullMarked
package dev.dynamorecovery.lab.machine.expression;

import org.jspecify.annotations.NullMarked;
