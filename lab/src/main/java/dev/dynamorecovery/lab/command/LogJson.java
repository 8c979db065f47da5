package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeAccount;
import dev.dynamorecovery.core.changelog.ChangeSource;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.comparison.AttributeDifference;
import dev.dynamorecovery.core.comparison.ShownValue;
import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A listing of the log for programs: one JSON document, written as the changes come, one change a line. */
final class LogJson implements LogOutput {

    private final Console console;
    private final ChangeDescription description;
    private boolean begun;

    LogJson(Console console, ChangeDescription description) {
        this.console = console;
        this.description = description;
    }

    @Override
    public boolean change(Change change) {
        console.out().print(begun ? ",\n" : "{\"changes\":[\n");
        console.out().print(Json.compact(document(change)));
        begun = true;
        return !console.out().checkError();
    }

    private ObjectNode document(Change change) {
        ChangeAccount account = description.account(change);
        ObjectNode json = Json.object().put("at", change.at().toString()).put("action", Label.of(account.action()));
        ObjectNode key = json.putObject("key");
        description.key(change).forEach(key::put);
        switch (account.source()) {
            case ChangeSource.Application application -> json.put("source", "Application");
            case ChangeSource.TimeToLive timeToLive -> json.put("source", "TimeToLive");
            case ChangeSource.Replicated replicated ->
                json.put("source", "Replicated").put("sourceRegion", replicated.region());
        }
        account.writer().ifPresent(writer -> json.put("writer", writer));
        account.transaction().ifPresent(transaction -> json.put("transaction", transaction));
        ArrayNode attributes = json.putArray("attributes");
        account.attributes().forEach(attributes::add);
        if (description.revealValues()) {
            ArrayNode values = json.putArray("values");
            description.values(change).forEach(value -> values.add(document(value)));
        }
        json.put("stream", change.position().stream())
                .put("shard", change.position().shard())
                .put("sequence", change.position().sequence());
        return json;
    }

    private static ObjectNode document(AttributeDifference value) {
        return switch (value) {
            case AttributeDifference.Absent removed -> document(removed.path(), removed.expected(), null);
            case AttributeDifference.Unexpected set -> document(set.path(), null, set.actual());
            case AttributeDifference.ChangedType changed ->
                document(changed.path(), changed.expected(), changed.actual());
            case AttributeDifference.ChangedValue changed ->
                document(changed.path(), changed.expected(), changed.actual());
            case AttributeDifference.ChangedSet changed ->
                document(changed.path(), changed.expected(), changed.actual());
            case AttributeDifference.ChangedHash changed ->
                document(changed.path(), changed.expected(), changed.actual());
        };
    }

    private static ObjectNode document(String path, @Nullable ShownValue before, @Nullable ShownValue after) {
        ObjectNode json = Json.object().put("path", path);
        json.set("before", value(before));
        json.set("after", value(after));
        return json;
    }

    private static @Nullable ObjectNode value(@Nullable ShownValue shown) {
        return shown == null ? null : Json.object().put("type", shown.type()).put("text", shown.text());
    }

    @Override
    public void end(LogSummary summary) {
        ObjectNode rest = Json.object()
                .put("table", summary.table())
                .put("from", summary.span().from().toString())
                .put("until", summary.span().until().toString())
                .put("changeCount", summary.changeCount())
                .put("heartbeatCount", summary.heartbeatCount());
        ArrayNode gaps = rest.putArray("gaps");
        for (Gap gap : summary.gaps()) {
            gaps.addObject()
                    .put("from", gap.from().toString())
                    .put(
                            "until",
                            gap.until().equals(Instant.MAX) ? null : gap.until().toString())
                    .put("cause", Label.of(gap.cause()))
                    .put("detail", gap.detail());
        }
        rest.put("exitCode", summary.exitCode().code());
        String fields = Json.compact(rest);
        console.out().print(begun ? "\n],\n" : "{\"changes\":[],\n");
        console.line(fields.substring(1));
    }
}
