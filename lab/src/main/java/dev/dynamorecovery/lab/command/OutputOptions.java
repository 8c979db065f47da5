package dev.dynamorecovery.lab.command;

import picocli.CommandLine.Option;

/** How a command answers. */
public final class OutputOptions {

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, or json for programs: one JSON document on stdout, all else on stderr"
                    + " (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.text;

    public boolean isJson() {
        return output == OutputFormat.json;
    }
}
