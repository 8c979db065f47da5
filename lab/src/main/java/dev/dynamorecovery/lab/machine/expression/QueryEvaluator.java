package dev.dynamorecovery.lab.machine.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions the way Step Functions does, over the dashjoin engine; safe to share between threads. */
public final class QueryEvaluator {

    /** Step Functions stops expressions that run away; how soon is not published. */
    private static final long RUNAWAY_MILLIS = 10_000;

    private static final int RUNAWAY_DEPTH = 500;

    private final StepFunctionsLibrary functions;

    public QueryEvaluator(InstantSource clock, Entropy entropy) {
        this.functions = new StepFunctionsLibrary(clock, entropy);
    }

    /**
     * The expression's value.
     *
     * @param variables by name without {@code $}, {@code states} among them
     * @param field where the expression stands, for the error
     * @throws QueryEvaluationException when it fails or has no value that JSON can hold
     */
    public JsonNode evaluate(QueryExpression expression, Map<String, JsonNode> variables, String field) {
        Jsonata compiled = QueryExpression.compile(expression.text());
        Frame frame = compiled.createFrame();
        functions.bindTo(frame);
        variables.forEach((name, value) -> frame.bind(name, JsonataValues.toJsonata(value)));
        LastResult last = new LastResult();
        last.watch(frame);
        try {
            @Nullable Object value = compiled.evaluate(null, frame);
            if (value == null && !last.isJsonNull()) {
                throw new QueryEvaluationException(
                        field, describe(expression, field) + " returned nothing (undefined).", null);
            }
            return JsonataValues.fromJsonata(value);
        } catch (JException e) {
            throw failed(expression, field, e.getDetailedErrorMessage(), e);
        } catch (QueryEvaluationException e) {
            throw e;
        } catch (RuntimeException e) {
            String problem = e.getMessage();
            throw failed(expression, field, problem == null ? e.getClass().getSimpleName() : problem, e);
        } catch (StackOverflowError e) {
            throw failed(expression, field, "the recursion is too deep", e);
        }
    }

    private static QueryEvaluationException failed(
            QueryExpression expression, String field, String problem, Throwable cause) {
        return new QueryEvaluationException(
                field, describe(expression, field) + " threw an error during evaluation. " + problem, cause);
    }

    private static String describe(QueryExpression expression, String field) {
        return "The JSONata expression '" + expression.text() + "' specified for the field '" + field + "'";
    }

    /** Watches the evaluation of every node: for the null that the engine hides at the end, and for runaways. */
    private static final class LastResult {

        private final long deadlineNanos = System.nanoTime() + RUNAWAY_MILLIS * 1_000_000;
        private int depth;
        private @Nullable Object value;

        void watch(Frame frame) {
            frame.setEvaluateEntryCallback((symbol, input, environment) -> {
                if (++depth > RUNAWAY_DEPTH) {
                    throw new IllegalStateException("the recursion is too deep");
                }
                if (System.nanoTime() > deadlineNanos) {
                    throw new IllegalStateException("the expression runs for too long");
                }
            });
            frame.setEvaluateExitCallback((symbol, input, environment, result) -> {
                depth--;
                value = result;
            });
        }

        boolean isJsonNull() {
            return Jsonata.NULL_VALUE.equals(value)
                    || (value instanceof List<?> list && list.size() == 1 && isNull(list.get(0)));
        }

        /** The engine replaces its null by Java's in lists that it has handed out. */
        private static boolean isNull(@Nullable Object element) {
            return element == null || Jsonata.NULL_VALUE.equals(element);
        }
    }
}
