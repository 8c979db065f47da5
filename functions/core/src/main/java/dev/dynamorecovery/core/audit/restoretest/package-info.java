/** How the restore tests of AWS Backup are answered. */
@NullMarked
package dev.dynamorecovery.core.audit.restoretest;

import org.jspecify.annotations.NullMarked;
