package dev.dynamorecovery.aws.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * What a handler does around its one call: read the event, log under the invocation's identity, answer, name failures,
 * and be warm when a snapshot of the function is taken.
 *
 * <p>Neither event nor answer is logged: they name tables and may hold what people typed.
 *
 * @param <E> the event
 */
public final class JsonFunction<E> implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(JsonFunction.class);

    private final Reader<E> reader;
    private final Call<E> call;

    /** A function that answers events of {@code eventType} by {@code call}. */
    public JsonFunction(Class<E> eventType, Call<E> call) {
        this(input -> EventCodec.read(input, eventType), call);
    }

    private JsonFunction(Reader<E> reader, Call<E> call) {
        this.reader = reader;
        this.call = call;
        // The context holds resources weakly; the handler that keeps this function keeps its registration alive.
        Core.getGlobalContext().register(this);
    }

    /** A function that reads its events by itself, because they are many records and most is copied as it is. */
    public static JsonFunction<byte[]> ofBytes(Call<byte[]> call) {
        return new JsonFunction<>(InputStream::readAllBytes, call);
    }

    /** Reads the event, calls, writes the answer. */
    public void handle(InputStream input, OutputStream output, Context context) throws IOException {
        E event = reader.read(input);
        Object answer = PowertoolsLogging.withLogging(context, () -> called(event, context));
        EventCodec.write(output, answer);
    }

    private Object called(E event, Context context) {
        try {
            return call.answer(event, context);
        } catch (RuntimeException failure) {
            RuntimeException classified = FunctionFailures.classified(failure);
            LOG.error("{} failed", context.getFunctionName(), classified);
            throw classified;
        }
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        Priming.run();
        LOG.info("Primed for the snapshot");
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        LOG.debug("Restored from the snapshot");
    }

    private interface Reader<E> {
        E read(InputStream event) throws IOException;
    }

    /** The one thing that the function does. */
    @FunctionalInterface
    public interface Call<E> {

        /** The answer to the event. */
        Object answer(E event, Context context);
    }
}
