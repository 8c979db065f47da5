package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Any action of any service, called through the SDK by the SDK's own model. */
public final class SdkAction implements TaskAction {

    /** What streams in or out has this name in Step Functions. */
    private static final String BODY = "Body";

    private final SdkService service;
    private final Method method;
    private final SdkClients clients;
    private final SdkStructure request;

    private SdkAction(SdkService service, Method method, SdkClients clients, SdkStructure request) {
        this.service = service;
        this.method = method;
        this.clients = clients;
        this.request = request;
    }

    static SdkAction of(SdkService service, Method method, SdkClients clients) {
        Class<?> requestType = method.getParameterTypes()[0];
        return new SdkAction(service, method, clients, new SdkStructure(() -> newBuilder(requestType)));
    }

    /** Whether the lab can call a method of this form: a request, alone or with a body in or out. */
    static boolean offers(Method method) {
        List<Class<?>> rest = Arrays.asList(method.getParameterTypes()).subList(1, method.getParameterCount());
        if (rest.isEmpty()) {
            return SdkPojo.class.isAssignableFrom(method.getReturnType());
        }
        return rest.equals(List.of(RequestBody.class)) || rest.equals(List.of(ResponseTransformer.class));
    }

    private static SdkPojo newBuilder(Class<?> requestType) {
        try {
            return (SdkPojo) requestType.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK's " + requestType.getName() + " has no builder", e);
        }
    }

    @Override
    public String resourceType() {
        return "aws-sdk:" + service.name();
    }

    @Override
    public String resource() {
        return method.getName();
    }

    @Override
    public void check(@Nullable Template arguments, BiConsumer<String, String> fault) {
        check(arguments, fault, List.of());
    }

    /** @param free arguments that may have any form */
    void check(@Nullable Template arguments, BiConsumer<String, String> fault, List<String> free) {
        List<String> also = new ArrayList<>(free);
        if (sends()) {
            also.add(BODY);
        }
        request.check(arguments, "Arguments", also, fault);
    }

    @Override
    public boolean mayFailWith(String error) {
        String prefix = service.prefix() + ".";
        return error.startsWith(prefix) && service.hasException(error.substring(prefix.length()));
    }

    @Override
    public JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException {
        return call(arguments, caller, service.prefix());
    }

    JsonNode call(JsonNode arguments, Caller caller, String errorPrefix) throws StateFailure, InterruptedException {
        if (!(arguments instanceof ObjectNode given)) {
            throw new StateFailure("States.Runtime", "The arguments of " + resource() + " must be an object.");
        }
        ObjectNode members = given.deepCopy();
        JsonNode body = sends() ? members.remove(BODY) : null;
        Object built = ((SdkBuilder<?, ?>) request.build(members, "Arguments")).build();
        Object client = clients.client(service, caller);
        try {
            Object result = switch (method.getParameterCount()) {
                case 1 -> method.invoke(client, built);
                default -> method.invoke(client, built, sends() ? requestBody(body) : ResponseTransformer.toBytes());
            };
            return response(result);
        } catch (InvocationTargetException e) {
            throw failure(e.getCause(), errorPrefix);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the SDK's " + method + " can't be called", e);
        }
    }

    private boolean sends() {
        return method.getParameterCount() == 2 && method.getParameterTypes()[1] == RequestBody.class;
    }

    private static RequestBody requestBody(@Nullable JsonNode body) {
        if (body == null) {
            return RequestBody.empty();
        }
        String text = body.isTextual() ? body.textValue() : JsonText.write(body);
        return RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode response(Object result) {
        if (result instanceof ResponseBytes<?> bytes) {
            ObjectNode members = SdkStructure.toJson((SdkPojo) bytes.response());
            return members.put(BODY, bytes.asUtf8String());
        }
        return SdkStructure.toJson((SdkPojo) result);
    }

    /** The exception's name as Step Functions gives it: the SDK's class name behind the service's prefix. */
    private static StateFailure failure(@Nullable Throwable thrown, String prefix) throws InterruptedException {
        if (thrown instanceof AbortedException) {
            throw new InterruptedException("the call was stopped");
        }
        if (thrown instanceof AwsServiceException failed) {
            return new StateFailure(prefix + "." + failed.getClass().getSimpleName(), failed.getMessage());
        }
        if (thrown instanceof SdkClientException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the call was stopped");
            }
            return new StateFailure(prefix + ".SdkClientException", failed.getMessage());
        }
        throw new IllegalStateException("the SDK failed in a way of its own", thrown);
    }
}
