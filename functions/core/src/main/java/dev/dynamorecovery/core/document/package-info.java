/** Strict reading of JSON and YAML documents: an error names the field, its value and the remedy. */
@NullMarked
package dev.dynamorecovery.core.document;

import org.jspecify.annotations.NullMarked;
