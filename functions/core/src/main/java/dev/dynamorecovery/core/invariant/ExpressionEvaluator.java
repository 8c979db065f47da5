package dev.dynamorecovery.core.invariant;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.dynamorecovery.core.plan.ItemExpression;

/**
 * Evaluates one expression on many items; used by one thread.
 *
 * <p>An evaluation is bounded in steps and depth, not in time, so that it gives the same answer on any machine. The
 * engine nests one more scope into itself with each evaluation, and overflows the stack after some thousands: it is
 * made anew every {@value #EVALUATIONS_PER_ENGINE} items (measured: 2 µs an item, as with one for ever).
 */
final class ExpressionEvaluator {

    private static final int EVALUATIONS_PER_ENGINE = 64;
    private static final int MOST_STEPS = 1_000_000;
    private static final int GREATEST_DEPTH = 300;

    private final ItemExpression expression;
    private Jsonata engine;
    private Jsonata.Frame frame;
    private int evaluations;
    private int steps;
    private int depth;

    ExpressionEvaluator(ItemExpression expression) {
        this.expression = expression;
        this.engine = expression.compiled();
        this.frame = boundedFrame(engine);
    }

    Evaluation evaluate(Object input) {
        if (evaluations++ == EVALUATIONS_PER_ENGINE) {
            engine = expression.compiled();
            frame = boundedFrame(engine);
            evaluations = 1;
        }
        steps = 0;
        depth = 0;
        try {
            return new Evaluation.Value(engine.evaluate(input, frame));
        } catch (BoundExceeded exceeded) {
            return failed("it does not end within %d steps and a depth of %d".formatted(MOST_STEPS, GREATEST_DEPTH));
        } catch (JException error) {
            return failed("JSONata error %s at character %d".formatted(codeOf(error), error.getLocation()));
        } catch (RuntimeException error) {
            return failed("JSONata failed with " + error.getClass().getSimpleName());
        }
    }

    /** The engine is left in an unknown state by a failure: the next item gets a new one. */
    private Evaluation failed(String reason) {
        evaluations = EVALUATIONS_PER_ENGINE;
        return new Evaluation.Failed(reason);
    }

    private Jsonata.Frame boundedFrame(Jsonata jsonata) {
        var bounded = jsonata.createFrame();
        bounded.setEvaluateEntryCallback((symbol, input, scope) -> {
            if (++steps > MOST_STEPS || ++depth > GREATEST_DEPTH) {
                throw new BoundExceeded();
            }
        });
        bounded.setEvaluateExitCallback((symbol, input, scope, result) -> depth--);
        return bounded;
    }

    /** A code such as {@code T2002}; some of the engine's errors carry a sentence with values in it instead. */
    private static String codeOf(JException error) {
        var code = error.getError();
        return code != null && code.matches("[A-Z][0-9]{4}") ? code : "without a code";
    }

    private static final class BoundExceeded extends RuntimeException {
        BoundExceeded() {
            super(null, null, false, false);
        }
    }
}
