package dev.dynamorecovery.lab.command;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command writes, and what the reader can show.
 *
 * @param outIsTerminal whether a person watches {@code out}: only then lines are redrawn
 * @param colour whether a person wants colour there
 * @param unicode whether the terminal's character set knows more than ASCII
 * @param columns the terminal's width in characters
 */
public record Console(
        PrintStream out, PrintStream err, boolean outIsTerminal, boolean colour, boolean unicode, int columns) {

    private static final int DEFAULT_COLUMNS = 100;

    /** The process's own, as the launcher describes it by system properties. */
    static Console ofProcess(Map<String, String> environment) {
        String terminals = System.getProperty("recovery.terminals", "");
        boolean outIsTerminal = terminals.contains("out") && !"dumb".equals(environment.get("TERM"));
        boolean colour =
                outIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", StandardCharsets.UTF_8.name()));
        boolean unicode = charset.name().toUpperCase(Locale.ROOT).startsWith("UTF");
        int columns = Integer.getInteger("recovery.columns", DEFAULT_COLUMNS);
        return new Console(
                System.out, System.err, outIsTerminal, colour, unicode, columns >= 40 ? columns : DEFAULT_COLUMNS);
    }

    void line(String text) {
        out.println(plain(text));
        out.flush();
    }

    void note(String text) {
        err.println(plain(text));
        err.flush();
    }

    /** The text with a style around it where the reader wants colour. */
    String styled(Style style, String text) {
        return colour ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** The text as this character set can show it. */
    String plain(String text) {
        if (unicode) {
            return text;
        }
        return text.replace('✓', '+')
                .replace('✗', 'x')
                .replace('▸', '>')
                .replace('█', '#')
                .replace('░', '.')
                .replace('·', '-')
                .replace('─', '-')
                .replace("→", "->")
                .replace("…", "...");
    }

    /** What a piece of text is worth to the eye. */
    enum Style {
        GOOD("32"),
        BAD("31"),
        DOUBTFUL("33"),
        QUIET("2"),
        STRONG("1");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
