/** The Resource Groups Tagging API, over the tags of tables. */
@NullMarked
package dev.dynamorecovery.lab.tagging;

import org.jspecify.annotations.NullMarked;
