package dev.dynamorecovery.lab.machine.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;

/**
 * A JSONata expression that parses, with what it refers to.
 *
 * @param text the expression, without the <code>{% %}</code> around it
 */
public record QueryExpression(String text, References references) {

    /**
     * Parses an expression.
     *
     * @throws QuerySyntaxException naming the place of the fault
     */
    public static QueryExpression parse(String text) {
        Jsonata compiled = compile(text);
        return new QueryExpression(text, ReferenceFinder.find(ExpressionSyntax.of(compiled)));
    }

    /**
     * Compiles the text anew.
     *
     * <p>A compiled expression of this library remembers the variables of its last evaluation and is bound to the thread
     * that compiled it, so none is ever used twice.
     */
    static Jsonata compile(String text) {
        try {
            return Jsonata.jsonata(text);
        } catch (JException e) {
            throw new QuerySyntaxException(e.getDetailedErrorMessage(), e);
        } catch (RuntimeException e) {
            // The library's tokenizer runs off the end of some broken texts, such as an open regular expression.
            throw new QuerySyntaxException("unexpected end of expression", e);
        }
    }
}
