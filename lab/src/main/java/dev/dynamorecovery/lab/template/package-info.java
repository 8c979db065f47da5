/** The shipped {@code template.yaml}, read strictly and resolved to what has to run. */
@NullMarked
package dev.dynamorecovery.lab.template;

import org.jspecify.annotations.NullMarked;
