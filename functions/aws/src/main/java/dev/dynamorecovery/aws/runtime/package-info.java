/** What every function stands on: strict JSON, clients from the environment, logs, metrics, priming, error names. */
@NullMarked
package dev.dynamorecovery.aws.runtime;

import org.jspecify.annotations.NullMarked;
