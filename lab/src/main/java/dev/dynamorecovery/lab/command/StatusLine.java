package dev.dynamorecovery.lab.command;

import java.io.PrintStream;

/** The last line of a terminal, redrawn in place; on anything else it does not exist. */
public final class StatusLine {

    private static final String ERASE_LINE = "\r\u001b[2K";

    private final Console console;
    private final PrintStream stream;
    private final boolean live;
    private boolean drawn;

    /** @param live whether a person watches the stream */
    public StatusLine(Console console, PrintStream stream, boolean live) {
        this.console = console;
        this.stream = stream;
        this.live = live;
    }

    /** Shows a text in place of the last one. */
    public synchronized void show(String text) {
        if (live) {
            String fitting = text.length() < console.columns() ? text : text.substring(0, console.columns() - 1);
            stream.print(ERASE_LINE + console.plain(fitting));
            stream.flush();
            drawn = true;
        }
    }

    /** Writes a line that stays, above the status line. */
    public synchronized void print(String line) {
        clear();
        stream.println(console.plain(line));
        stream.flush();
    }

    public synchronized void clear() {
        if (drawn) {
            stream.print(ERASE_LINE);
            stream.flush();
            drawn = false;
        }
    }
}
