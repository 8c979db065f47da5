package dev.dynamorecovery.lab.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;

/** One instance of a handler class, behind one way to call it: bytes in, bytes out. */
@FunctionalInterface
interface HostedHandler {

    byte[] handle(byte[] event, Context context) throws IOException;

    /**
     * Makes an instance by the constructor that takes the environment.
     *
     * @param handler the template's {@code Handler}: a class, with or without {@code ::handleRequest}
     * @throws IllegalArgumentException when there is no such class or it cannot be hosted
     */
    static HostedHandler create(String handler, Map<String, String> environment) {
        String className = handler.endsWith("::handleRequest")
                ? handler.substring(0, handler.length() - "::handleRequest".length())
                : handler;
        Object instance = instantiate(className, environment);
        if (instance instanceof RequestStreamHandler streams) {
            return (event, context) -> {
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                streams.handleRequest(new ByteArrayInputStream(event), answer, context);
                return answer.toByteArray();
            };
        }
        if (instance instanceof RequestHandler<?, ?> objects) {
            return ofObjects(objects);
        }
        throw new IllegalArgumentException(
                "Handler " + handler + " is neither a RequestStreamHandler nor a RequestHandler: implement one");
    }

    private static Object instantiate(String className, Map<String, String> environment) {
        try {
            return Class.forName(className).getConstructor(Map.class).newInstance(environment);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("Handler " + className + ": there is no such class", missing);
        } catch (NoSuchMethodException missing) {
            throw new IllegalArgumentException(
                    "Handler " + className
                            + " has no public constructor (Map<String, String> environment): add one, or it"
                            + " would read the lab's own environment",
                    missing);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(
                    "Handler " + className + " failed to start: " + failure.getCause(), failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalArgumentException("Handler " + className + " cannot be instantiated", failure);
        }
    }

    @SuppressWarnings("unchecked") // The event's type is read from the handler's own declaration.
    private static HostedHandler ofObjects(RequestHandler<?, ?> handler) {
        Type[] types = Arrays.stream(handler.getClass().getGenericInterfaces())
                .filter(type -> type instanceof ParameterizedType parameterized
                        && parameterized.getRawType() == RequestHandler.class)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Handler "
                        + handler.getClass().getName()
                        + " does not declare RequestHandler<Input, Output> itself: do so"));
        PojoSerializer<Object> input = serializer(types[0]);
        PojoSerializer<Object> output = serializer(types[1]);
        return (event, context) -> {
            Object answer = ((RequestHandler<Object, Object>) handler)
                    .handleRequest(input.fromJson(new ByteArrayInputStream(event)), context);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            output.toJson(answer, bytes);
            return bytes.toByteArray();
        };
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> plain && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(plain, plain.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
