/** Who called what: the record that permissions are held against. */
@NullMarked
package dev.dynamorecovery.lab.audit;

import org.jspecify.annotations.NullMarked;
