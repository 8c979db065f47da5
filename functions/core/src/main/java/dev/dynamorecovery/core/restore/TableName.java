package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.document.InvalidField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The syntax of table names, and the names given to restored tables. */
public final class TableName {

    private static final int LONGEST_CHARACTERS = 255;
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private TableName() {}

    /** The name, if DynamoDB would take it; else an {@link InvalidField}. */
    public static String checked(String field, String name) {
        if (!SYNTAX.matcher(name).matches()) {
            throw new InvalidField(field, name, "give a table's name: 3 to 255 of a-z, A-Z, 0-9, _, . and -");
        }
        return name;
    }

    /**
     * The name of a restored table when the operator gave none: source, restore point and start, so that two restores
     * of one table to one instant do not collide.
     */
    public static String ofCopy(String source, Instant restoredTo, Instant startedAt) {
        var suffix = "-restored-" + STAMP.format(restoredTo) + "-" + STAMP.format(startedAt);
        var room = LONGEST_CHARACTERS - suffix.length();
        return (source.length() <= room ? source : source.substring(0, room)) + suffix;
    }
}
