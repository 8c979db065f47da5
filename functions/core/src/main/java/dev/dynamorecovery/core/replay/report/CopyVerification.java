package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
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
        return new VerificationSection(
                verified.execution(),
                differences.unexpected == 0 && differences.expected > 0 && onlyItemsDiffer(folder)
                        ? VerificationSection.BUT_FOR_LEFT_OUT
                        : verified.outcome(),
                differences.expected,
                differences.unexpected,
                differences.keys,
                verified.detail());
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

    /** Whether nothing but the items speaks against the copy: no setting, no rule, nothing that could not be read. */
    private boolean onlyItemsDiffer(String folder) {
        try (InputStream in = evidence.open(folder + "report.json")) {
            JsonNode outcome = Documents.readJson(in.readAllBytes()).path("outcome");
            List<String> subjects =
                    new ArrayList<>(outcome.path("contradictions").findValuesAsText("subject"));
            subjects.addAll(outcome.path("unchecked").findValuesAsText("subject"));
            return !subjects.isEmpty() && subjects.stream().allMatch(Verdict.Subject.DATA.name()::equals);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The report of the comparison could not be read", unreadable);
        }
    }
}
