package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeAccount;
import dev.dynamorecovery.core.changelog.ChangeSource;
import dev.dynamorecovery.core.comparison.AttributeDifference;
import java.util.Locale;
import java.util.stream.Collectors;

/** A listing of the log for people: one line a change, and one a value where values are shown. */
final class LogText implements LogOutput {

    private final Console console;
    private final ChangeDescription description;

    LogText(Console console, ChangeDescription description) {
        this.console = console;
        this.description = description;
    }

    @Override
    public boolean change(Change change) {
        ChangeAccount account = description.account(change);
        StringBuilder line = new StringBuilder()
                .append(change.at())
                .append("  ")
                .append(account.action().name().toLowerCase(Locale.ROOT))
                .append("  ")
                .append(description.key(change).entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining(",")));
        if (!(account.source() instanceof ChangeSource.Application)) {
            line.append("  ").append(ChangeDescription.words(account.source()));
        }
        account.writer().ifPresent(writer -> line.append("  by ").append(writer));
        account.transaction()
                .ifPresent(transaction -> line.append("  in transaction ").append(transaction));
        if (!account.attributes().isEmpty()) {
            line.append("  ").append(String.join(", ", account.attributes()));
        }
        console.line(printable(line.toString()));
        description.values(change).forEach(value -> console.line("    " + printable(words(value))));
        return !console.out().checkError();
    }

    private static String words(AttributeDifference value) {
        return switch (value) {
            case AttributeDifference.Absent removed -> removed.path() + ": " + removed.expected() + " → (removed)";
            case AttributeDifference.Unexpected set -> set.path() + ": (none) → " + set.actual();
            case AttributeDifference.ChangedType changed ->
                changed.path() + ": " + changed.expected() + " → " + changed.actual();
            case AttributeDifference.ChangedValue changed ->
                changed.path() + ": " + changed.expected() + " → " + changed.actual();
            case AttributeDifference.ChangedSet changed ->
                changed.path() + ": " + changed.expected() + " → " + changed.actual();
            case AttributeDifference.ChangedHash changed ->
                changed.path() + ": " + changed.expected() + " → " + changed.actual();
        };
    }

    /** Keys and writers are data: they must not move the cursor. */
    private static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void end(LogSummary summary) {
        console.note(summary.changeCount() + (summary.changeCount() == 1 ? " change of " : " changes of ")
                + summary.table() + " from "
                + summary.span().from() + " to " + summary.span().until()
                + (summary.heartbeatCount() == 0 ? "" : "; " + summary.heartbeatCount() + " heartbeats left out"));
        summary.gaps()
                .forEach(gap -> console.note(
                        console.styled(Console.Style.DOUBTFUL, "! " + gap.cause() + ": " + gap.described())));
    }
}
