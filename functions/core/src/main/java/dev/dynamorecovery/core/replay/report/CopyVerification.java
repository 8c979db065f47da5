package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the items of a copy that differ from the live table and have to, for what was left out, from those that must not.
 */
record CopyVerification(ObjectStore work, ObjectStore evidence) {

    private static final int MOST_NAMED = 20;

    VerificationSection section(ReplayJob job, ReplayReportRequest.Verification verified) {
        if (verified.outcome().isEmpty() || verified.outcome().equals("Consistent")) {
            return new VerificationSection(
                    verified.execution(), verified.outcome(), 0, 0, List.of(), verified.detail());
        }
        Set<String> differing = new HashSet<>();
        for (String object : work.list(job.keys().items())) {
            ItemLines.read(work, object, ReplayedItem.class, item -> {
                if (item.differing()) {
                    differing.add(item.key());
                }
            });
        }
        Differences differences = new Differences();
        String folder = "reports/%s/%s/".formatted(job.table(), verified.execution());
        for (String object : evidence.list(folder + "differences/")) {
            ItemLines.read(evidence, object, NamedDifference.class, difference -> {
                if (differing.contains(difference.key())) {
                    differences.expected++;
                } else {
                    differences.unexpected(difference.key());
                }
            });
        }
        List<Verdict.Reason> reasons = reasons(folder);
        List<Verdict.Reason> besidesItems = reasons.stream()
                .filter(reason -> reason.subject() != Verdict.Subject.DATA)
                .toList();
        boolean onlyItemsDiffer = !reasons.isEmpty() && besidesItems.isEmpty();
        boolean asItHasTo = differences.unexpected == 0 && differences.expected > 0 && onlyItemsDiffer;
        return new VerificationSection(
                verified.execution(),
                asItHasTo ? VerificationSection.BUT_FOR_LEFT_OUT : verified.outcome(),
                differences.expected,
                differences.unexpected,
                differences.keys,
                asItHasTo ? verified.detail() : words(onlyItemsDiffer ? reasons : besidesItems));
    }

    private static final class Differences {

        private long expected;
        private long unexpected;
        private final List<String> keys = new ArrayList<>();

        void unexpected(String key) {
            unexpected++;
            if (keys.size() < MOST_NAMED) {
                keys.add(key);
            }
        }
    }

    /** All that speaks against the copy: items, settings, rules, and what could not be checked. */
    private List<Verdict.Reason> reasons(String folder) {
        try (InputStream in = evidence.open(folder + "report.json")) {
            JsonNode outcome = Documents.readJson(in.readAllBytes()).path("outcome");
            List<Verdict.Reason> reasons = new ArrayList<>();
            for (String kind : List.of("contradictions", "unchecked")) {
                for (JsonNode reason : outcome.path(kind)) {
                    reasons.add(Documents.json().treeToValue(reason, Verdict.Reason.class));
                }
            }
            return reasons;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The report of the comparison could not be read", unreadable);
        }
    }

    private static String words(List<Verdict.Reason> reasons) {
        return reasons.stream()
                .map(reason -> Label.of(reason.subject()) + ": " + reason.text())
                .collect(Collectors.joining("; "));
    }
}
