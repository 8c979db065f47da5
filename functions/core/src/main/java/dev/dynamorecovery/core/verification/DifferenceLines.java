package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Differences as lines of JSON, one file for each group of buckets. */
public final class DifferenceLines {

    private final WorkKeys keys;
    private final int groups;
    private final ObjectStore work;

    /** The differences that the groups of one execution left in the work bucket. */
    public DifferenceLines(WorkKeys keys, int groups, ObjectStore work) {
        this.keys = keys;
        this.groups = groups;
        this.work = work;
    }

    static byte[] line(NamedDifference difference) {
        try {
            return (Documents.json().writeValueAsString(difference) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A difference has no form in JSON", unwritable);
        }
    }

    /** The first differences, at most so many. */
    public List<NamedDifference> first(int most) {
        List<NamedDifference> differences = new ArrayList<>();
        for (int group = 0; group < groups && differences.size() < most; group++) {
            read(group, most, differences);
        }
        return differences;
    }

    private void read(int group, int most, List<NamedDifference> differences) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(work.open(keys.differences(group)), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && differences.size() < most) {
                differences.add(Documents.json().readValue(line, NamedDifference.class));
                line = lines.readLine();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The differences of group " + group + " could not be read", unreadable);
        }
    }
}
