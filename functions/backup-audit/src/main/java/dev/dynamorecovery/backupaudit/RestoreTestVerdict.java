package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.audit.AwsRestoreTests.Table;
import dev.dynamorecovery.core.audit.posture.ComparableSettings;
import dev.dynamorecovery.core.invariant.RuleFindings;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.plan.Verification;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a restore test of AWS Backup went well, as far as the restored table alone and the live one's settings tell.
 *
 * <p>It says exactly what was checked: the key, the indexes, and the plan's invariants on a sample of items. That each item is
 * the right one only this suite's own restores prove, which begin with a known instant.
 */
record RestoreTestVerdict(boolean valid, String message) {

    private static final int LONGEST_MESSAGE_CHARACTERS = 900;

    static RestoreTestVerdict cannotTell(String reason) {
        return of(false, "Not verified: " + reason);
    }

    /** @param findings of the invariants on the sample */
    static RestoreTestVerdict judge(
            Table live, Table copy, long backedUpBytes, Verification plan, RuleFindings findings) {
        List<String> different = different(shape(live.settings()), shape(copy.settings()));
        if (!different.isEmpty()) {
            return of(
                    false,
                    "The restored table is made otherwise than " + live.name() + ": " + String.join("; ", different));
        }
        if (findings.items() == 0) {
            return backedUpBytes == 0
                    ? of(
                            true,
                            "Keys and indexes are those of %s; the recovery point held no item.".formatted(live.name()))
                    : cannotTell(
                            "the recovery point held %d bytes, and the sample of the restored table no item but heartbeats"
                                    .formatted(backedUpBytes));
        }
        List<RuleResult> judged = findings.judged(plan);
        String wrong = judged.stream()
                .filter(result -> result.violations() > 0 || result.uncheckedItems() > 0)
                .map(result -> "%s: %d items break it, %d could not be checked"
                        .formatted(result.rule(), result.violations(), result.uncheckedItems()))
                .collect(Collectors.joining("; "));
        return wrong.isEmpty()
                ? of(
                        true,
                        "Keys and indexes are those of %s; %d items of a sample keep all %d invariants of its plan."
                                .formatted(live.name(), findings.items(), judged.size()))
                : of(false, "Of %d sampled items: %s".formatted(findings.items(), wrong));
    }

    /** What a restore brings back by itself: the other settings it is known to lose. */
    private static SortedMap<String, String> shape(ComparableSettings settings) {
        SortedMap<String, String> shape = new TreeMap<>(settings.values());
        shape.keySet().removeIf(name -> !name.equals("key") && !name.contains("index "));
        return shape;
    }

    private static List<String> different(Map<String, String> live, Map<String, String> copy) {
        SortedMap<String, String> names = new TreeMap<>(live);
        names.putAll(copy);
        return names.keySet().stream()
                .filter(name -> !live.getOrDefault(name, "none").equals(copy.getOrDefault(name, "none")))
                .map(name -> "%s is %s, not %s"
                        .formatted(name, copy.getOrDefault(name, "none"), live.getOrDefault(name, "none")))
                .toList();
    }

    private static RestoreTestVerdict of(boolean valid, String message) {
        return new RestoreTestVerdict(
                valid,
                message.length() <= LONGEST_MESSAGE_CHARACTERS
                        ? message
                        : message.substring(0, LONGEST_MESSAGE_CHARACTERS));
    }
}
