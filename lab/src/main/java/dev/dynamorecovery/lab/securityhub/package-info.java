/** Security Hub: findings in ASFF, imported, found and worked on. */
@NullMarked
package dev.dynamorecovery.lab.securityhub;

import org.jspecify.annotations.NullMarked;
