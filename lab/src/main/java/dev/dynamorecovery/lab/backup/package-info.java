/** AWS Backup: vaults, jobs, recovery points, plans and restore tests, over the true history of the tables. */
@NullMarked
package dev.dynamorecovery.lab.backup;

import org.jspecify.annotations.NullMarked;
