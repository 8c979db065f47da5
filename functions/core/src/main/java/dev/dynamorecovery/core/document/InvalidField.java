package dev.dynamorecovery.core.document;

/** A field of a document that cannot be accepted: which one, what it says, and how to mend it. */
public final class InvalidField extends RuntimeException {

    private static final int LONGEST_VALUE_SHOWN_CHARACTERS = 200;

    private final String field;
    private final String value;
    private final String remedy;

    public InvalidField(String field, String value, String remedy) {
        super("%s = %s: %s".formatted(field, shortened(value), remedy));
        this.field = field;
        this.value = shortened(value);
        this.remedy = remedy;
    }

    /** The path of the field, such as {@code restorePoint.instant}. */
    public String field() {
        return field;
    }

    /** What the document says there; {@code (absent)} where it says nothing. */
    public String value() {
        return value;
    }

    /** What to write instead. */
    public String remedy() {
        return remedy;
    }

    private static String shortened(String value) {
        if (value.isBlank()) {
            return "(blank)";
        }
        return value.length() <= LONGEST_VALUE_SHOWN_CHARACTERS
                ? value
                : value.substring(0, LONGEST_VALUE_SHOWN_CHARACTERS) + "…";
    }
}
