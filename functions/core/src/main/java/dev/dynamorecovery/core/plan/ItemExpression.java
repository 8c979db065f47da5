package dev.dynamorecovery.core.plan;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.regex.Pattern;

/**
 * A JSONata expression over one item, known to be well-formed.
 *
 * <p>An item must get the same answer every time: the clock, chance and expressions made at run time are refused.
 */
public record ItemExpression(String text) {

    private static final Pattern UNREPEATABLE = Pattern.compile("\\$(now|millis|random|shuffle|eval)\\b");

    /** Checks the text; the field and the rule's name go into the {@link InvalidPlan}. */
    static ItemExpression checked(String field, String text) {
        var unrepeatable = UNREPEATABLE.matcher(text);
        if (unrepeatable.find()) {
            throw new InvalidPlan(
                    field, text, "leave out " + unrepeatable.group() + ": its answer would not be the same again");
        }
        try {
            Jsonata.jsonata(text);
        } catch (JException malformed) {
            throw new InvalidPlan(
                    field,
                    text,
                    "write a well-formed JSONata expression: error %s at character %d"
                            .formatted(malformed.getError(), malformed.getLocation()));
        }
        return new ItemExpression(text);
    }

    /** Makes an evaluator. An evaluator is used by one thread. */
    public Jsonata compiled() {
        return Jsonata.jsonata(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
