package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** One run of the command line against a stack in memory, at a fixed instant. */
record CommandRun(int exitCode, String out, String err) {

    static final Instant NOW = Instant.parse("2026-03-01T10:45:30Z");

    static CommandRun of(RecoveryStack stack, String... arguments) {
        return of(options -> stack, arguments);
    }

    static CommandRun of(CommandContext.StackFinder stacks, String... arguments) {
        return of(
                stacks,
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                arguments);
    }

    static CommandRun of(ChangeLogStack stack, String... arguments) {
        return of(
                options -> {
                    throw unused();
                },
                options -> stack,
                options -> {
                    throw unused();
                },
                arguments);
    }

    static CommandRun of(ProtectingStack stack, String... arguments) {
        return of(
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                options -> stack,
                arguments);
    }

    static CommandRun of(GroupStack.Finder groups, String... arguments) {
        return of(
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                groups,
                options -> {
                    throw unused();
                },
                arguments);
    }

    static CommandRun of(AuditStack stack, String... arguments) {
        return of(
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                (region, options) -> {
                    throw unused();
                },
                options -> stack,
                arguments);
    }

    /** Against the lab whose address is in a folder, and no stack. */
    static CommandRun ofLab(Path stateDirectory, String... arguments) {
        return of(
                stateDirectory,
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                (region, options) -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                arguments);
    }

    private static AssertionError unused() {
        return new AssertionError("the command line under test goes elsewhere");
    }

    private static CommandRun of(
            CommandContext.StackFinder stacks,
            ChangeLogStack.Finder changeLogs,
            ProtectingStack.Finder protecting,
            String... arguments) {
        return of(
                stacks,
                changeLogs,
                protecting,
                (region, options) -> {
                    throw unused();
                },
                options -> {
                    throw unused();
                },
                arguments);
    }

    private static CommandRun of(
            CommandContext.StackFinder stacks,
            ChangeLogStack.Finder changeLogs,
            ProtectingStack.Finder protecting,
            GroupStack.Finder groups,
            AuditStack.Finder audits,
            String... arguments) {
        return of(Path.of("no-such-folder"), stacks, changeLogs, protecting, groups, audits, arguments);
    }

    private static CommandRun of(
            Path stateDirectory,
            CommandContext.StackFinder stacks,
            ChangeLogStack.Finder changeLogs,
            ProtectingStack.Finder protecting,
            GroupStack.Finder groups,
            AuditStack.Finder audits,
            String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                true,
                100);
        CommandContext context = new CommandContext(
                console,
                Map.of(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Path.of("no-such-folder"),
                stateDirectory,
                stacks,
                changeLogs,
                protecting,
                groups,
                audits,
                duration -> {});
        int exitCode = RecoveryCommand.run(context, arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
