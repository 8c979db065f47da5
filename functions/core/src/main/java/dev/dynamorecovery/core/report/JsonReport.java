package dev.dynamorecovery.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;

/** A report as JSON, for programs. */
public final class JsonReport {

    private static final ObjectWriter WRITER = Documents.json().writerWithDefaultPrettyPrinter();

    private JsonReport() {}

    /** The report with its summary and next steps; durations are ISO 8601, absent fields are left out. */
    public static String render(RestoreReport report) {
        ObjectNode tree = Documents.json().valueToTree(report);
        tree.put("summary", report.summary());
        tree.set("nextSteps", Documents.json().valueToTree(report.nextSteps()));
        try {
            return WRITER.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can always be written", impossible);
        }
    }
}
