package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.report.DataSection;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.report.SettingsSection;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification came to, as the report tells it.
 *
 * @param judgedAt when: the end of the recovery time
 * @param objectives null for a copy that is lent: nobody recovered anything
 * @param data null when the items were not compared
 * @param checkedItems how many items the rules were applied to
 * @param groups in how many groups the differences lie in the work bucket
 * @param baselineInstant the instant of the baseline compared with, or null
 */
public record Judgement(
        Outcome.Judged outcome,
        Instant judgedAt,
        @Nullable ObjectivesAchieved objectives,
        @Nullable SettingsSection settings,
        @Nullable DataSection data,
        List<RuleResult> rules,
        long checkedItems,
        int groups,
        @Nullable Instant baselineInstant) {}
