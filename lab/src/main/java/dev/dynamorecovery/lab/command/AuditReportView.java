package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON report of an audit, as far as the command line shows it and judges by it. */
record AuditReportView(JsonNode report) {

    /** A table of the report. */
    record Table(JsonNode json) {

        String name() {
            return json.path("table").asText();
        }

        String plan() {
            return json.path("plan").asText("");
        }

        Optional<Integer> score() {
            return json.path("score").isNumber()
                    ? Optional.of(json.path("score").asInt())
                    : Optional.empty();
        }

        /** What is broken or could not be looked at, the worst first. */
        List<Result> open() {
            return json.path("results")
                    .valueStream()
                    .map(Result::new)
                    .filter(Result::open)
                    .sorted(Comparator.comparing(Result::severity).thenComparing(Result::id))
                    .toList();
        }
    }

    /** One rule's word on a table. */
    record Result(JsonNode json) {

        String id() {
            return json.path("id").asText();
        }

        String title() {
            return json.path("title").asText();
        }

        Severity severity() {
            return Severity.valueOf(json.path("severity").asText());
        }

        boolean broken() {
            return json.path("outcome").asText().equals("Broken");
        }

        boolean unseen() {
            return json.path("outcome").asText().equals("CouldNotLook");
        }

        boolean open() {
            return broken() || unseen();
        }

        /** Who changed it, by which call and when; empty where no call told. */
        String changedBy() {
            JsonNode changed = json.path("changedBy");
            return changed.isObject()
                    ? "%s, by %s at %s"
                            .formatted(
                                    changed.path("principal").asText(),
                                    changed.path("action").asText(),
                                    changed.path("at").asText())
                    : "";
        }

        String text(String field) {
            return json.path(field).asText("");
        }
    }

    List<Table> tables() {
        return report.path("tables").valueStream().map(Table::new).toList();
    }

    private Stream<Result> results() {
        return tables().stream().flatMap(table -> table.open().stream());
    }

    long broken(Severity severity) {
        return results()
                .filter(Result::broken)
                .filter(result -> result.severity() == severity)
                .count();
    }

    long unseen() {
        return results().filter(Result::unseen).count();
    }

    /** Whether anything as bad as that is broken, or could not be looked at: unknown is never a pass. */
    boolean failsOn(Severity threshold) {
        return results().anyMatch(result -> result.severity().atLeast(threshold));
    }
}
