/** The backup-audit flow: could every table be recovered, right now? */
@NullMarked
package dev.dynamorecovery.backupaudit;

import org.jspecify.annotations.NullMarked;
