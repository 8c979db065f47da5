package dev.dynamorecovery.lab.command;

/** How an audit answers on stdout. */
public enum AuditFormat {
    /** For people. */
    table,
    /** The report as JSON, for programs. */
    json,
    /** The report as one page for a browser. */
    html
}
