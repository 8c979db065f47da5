package dev.dynamorecovery.lab.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A backup plan of the template. */
public record BackupPlanDefinition(String logicalId, String id, String arn, String name, List<Rule> rules) {

    public BackupPlanDefinition {
        rules = List.copyOf(rules);
    }

    /**
     * When to back up, and where to.
     *
     * @param schedule an expression as EventBridge's
     * @param deleteAfterDays how long a recovery point is kept; empty for ever
     * @param tags of the recovery points
     */
    public record Rule(
            String name,
            String vault,
            String schedule,
            Duration startWindow,
            OptionalInt deleteAfterDays,
            List<Copy> copies,
            Map<String, String> tags) {

        public Rule {
            copies = List.copyOf(copies);
            tags = Map.copyOf(tags);
        }
    }

    /**
     * A copy of each recovery point.
     *
     * @param vaultArn of another Region, or another account
     * @param deleteAfterDays empty for ever
     */
    public record Copy(String vaultArn, OptionalInt deleteAfterDays) {}
}
