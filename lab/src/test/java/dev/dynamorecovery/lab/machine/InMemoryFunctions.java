package dev.dynamorecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Functions that tests write as lambdas, and the payloads they got. */
public final class InMemoryFunctions implements LambdaInvoker {

    /** The body of one function. */
    public interface Body {
        Invocation run(JsonNode payload) throws InterruptedException;
    }

    private final Map<String, Body> bodies = new ConcurrentHashMap<>();
    private final List<JsonNode> payloads = new CopyOnWriteArrayList<>();

    public static String arn(String name) {
        return "arn:aws:lambda:eu-west-1:123456789012:function:" + name;
    }

    public InMemoryFunctions with(String name, Body body) {
        bodies.put(arn(name), body);
        return this;
    }

    public InMemoryFunctions echo(String name) {
        return with(name, Invocation.Returned::new);
    }

    public static Invocation returned(String text) {
        return new Invocation.Returned(JsonNodeFactory.instance.textNode(text));
    }

    public List<JsonNode> payloads() {
        return payloads;
    }

    @Override
    public boolean knows(String functionArnOrName) {
        return bodies.containsKey(functionArnOrName);
    }

    @Override
    public Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) throws InterruptedException {
        Body body = bodies.get(functionArnOrName);
        if (body == null) {
            throw new UnknownFunctionException(functionArnOrName);
        }
        payloads.add(payload);
        return body.run(payload);
    }
}
