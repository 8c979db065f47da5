/** Handlers of the change-log flow: each maps its event, makes one call, and responds. */
@NullMarked
package dev.dynamorecovery.changelog;

import org.jspecify.annotations.NullMarked;
