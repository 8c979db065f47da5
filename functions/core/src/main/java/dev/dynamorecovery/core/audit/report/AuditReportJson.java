package dev.dynamorecovery.core.audit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.score.Recoverability;
import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;

/** A report as JSON, for programs: the same audit gives the same text. */
public final class AuditReportJson {

    private AuditReportJson() {}

    /** The report as one text. */
    public static String render(AuditReport report) {
        StringWriter text = new StringWriter();
        try {
            write(report, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory failed", impossible);
        }
        return text.toString();
    }

    /** Writes the report table by table: no tree of it is built. Throws what the writer throws. */
    public static void write(AuditReport report, Writer out) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        lines.indentArraysWith(indenter);
        lines.indentObjectsWith(indenter);
        try (JsonGenerator json = Documents.json().getFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(lines);
            json.writeStartObject();
            json.writeNumberField("formatVersion", AuditReport.FORMAT_VERSION);
            json.writeStringField("account", report.account());
            json.writeStringField("region", report.region());
            json.writeStringField("startedAt", report.startedAt().toString());
            json.writeStringField("finishedAt", report.finishedAt().toString());
            json.writeStringField("reason", report.reason().label());
            json.writeNumberField("timeScale", report.timeScale());
            summary(json, report.summary());
            json.writeObjectFieldStart("exempt");
            for (Map.Entry<String, String> exempt : report.exempt().entrySet()) {
                json.writeStringField(exempt.getKey(), exempt.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("tables");
            for (TableAudit audit : report.audits()) {
                table(json, audit, report);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write("\n");
    }

    private static void summary(JsonGenerator json, AuditSummary summary) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("audited", summary.audited());
        json.writeNumberField("covered", summary.covered());
        json.writeNumberField("exempt", summary.exempt());
        json.writeNumberField("clean", summary.clean());
        json.writeNumberField("couldNotLook", summary.couldNotLook());
        json.writeObjectFieldStart("findings");
        for (var finding : summary.findings().entrySet()) {
            json.writeNumberField(finding.getKey().name(), finding.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("scoreByPlan");
        for (var plan : summary.scoreByPlan().entrySet()) {
            json.writeNumberField(plan.getKey(), plan.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void table(JsonGenerator json, TableAudit audit, AuditReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", audit.table());
        json.writeStringField("arn", audit.arn());
        json.writeStringField("region", audit.region());
        json.writeStringField("observedAt", audit.observedAt().toString());
        if (audit.plan().isPresent()) {
            json.writeStringField("plan", audit.plan().get());
            json.writeStringField("planVersion", audit.planVersion().orElse(""));
        }
        json.writeNumberField("score", Recoverability.score(audit));
        json.writeArrayFieldStart("results");
        for (RuleResult result : audit.results()) {
            result(json, ReportedResult.of(audit, result, report.state()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void result(JsonGenerator json, ReportedResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.rule().id());
        json.writeStringField("title", result.rule().title());
        json.writeStringField("severity", result.rule().severity().name());
        json.writeStringField("outcome", result.outcome());
        json.writeStringField("observed", result.observed());
        json.writeStringField("reason", result.rule().reason());
        if (result.remedy().isPresent()) {
            json.writeStringField("remedy", result.remedy().get());
        }
        json.writeArrayFieldStart("controls");
        for (String control : result.rule().controls()) {
            json.writeString(control);
        }
        json.writeEndArray();
        if (result.since().isPresent()) {
            json.writeStringField("firstObservedAt", result.since().get().toString());
        }
        if (result.changedBy().isPresent()) {
            ChangedBy by = result.changedBy().get();
            json.writeObjectFieldStart("changedBy");
            json.writeStringField("principal", by.principal());
            json.writeStringField("action", by.action());
            json.writeStringField("at", by.at().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
