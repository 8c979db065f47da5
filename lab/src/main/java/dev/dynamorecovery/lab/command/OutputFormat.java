package dev.dynamorecovery.lab.command;

/** How a command answers on stdout. */
public enum OutputFormat {
    /** For people. */
    text,
    /** One JSON document, for programs. */
    json
}
