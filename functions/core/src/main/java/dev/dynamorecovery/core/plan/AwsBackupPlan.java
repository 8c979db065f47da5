package dev.dynamorecovery.core.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked of AWS Backup's recovery points of a table.
 *
 * @param within how old the newest completed one may be
 * @param locked whether its vault has to be locked, so that nobody can delete it
 * @param copyRegion where a copy has to be; empty where none is asked for
 * @param copyAccount in whose account a copy has to be; empty where none is asked for
 */
public record AwsBackupPlan(
        Duration within, boolean locked, Optional<String> copyRegion, Optional<String> copyAccount) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public AwsBackupPlan {
        if (within.isNegative() || within.isZero()) {
            throw new InvalidPlan("audit.awsBackup.within", within, "give a positive duration such as P1D");
        }
        copyRegion.ifPresent(region -> PlannedRegion.requireCode("audit.awsBackup.copyRegion", region));
        copyAccount.filter(account -> !ACCOUNT.matcher(account).matches()).ifPresent(account -> {
            throw new InvalidPlan("audit.awsBackup.copyAccount", account, "give an account's twelve digits in quotes");
        });
    }
}
