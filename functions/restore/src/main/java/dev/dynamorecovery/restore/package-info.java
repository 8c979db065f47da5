/** Handlers of the restore flow: each maps its event, makes one call, and responds. */
@NullMarked
package dev.dynamorecovery.restore;

import org.jspecify.annotations.NullMarked;
