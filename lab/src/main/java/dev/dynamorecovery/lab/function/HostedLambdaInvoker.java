package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dynamorecovery.lab.function.InvocationException.Code;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The functions of the host, as state machines call them. */
public final class HostedLambdaInvoker implements LambdaInvoker {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;

    public HostedLambdaInvoker(FunctionHost host) {
        this.host = host;
    }

    @Override
    public boolean knows(String functionArnOrName) {
        return host.knows(functionArnOrName);
    }

    @Override
    public Invocation invoke(String functionArnOrName, JsonNode payload) throws InterruptedException {
        try {
            InvocationResult result = host.invoke(functionArnOrName, JSON.writeValueAsBytes(payload));
            JsonNode answer = result.payload().length == 0 ? NullNode.getInstance() : JSON.readTree(result.payload());
            return result.functionError().isPresent()
                    ? new Invocation.Failed(
                            answer.path("errorType").asText(),
                            answer.path("errorMessage").asText())
                    : new Invocation.Returned(answer);
        } catch (InvocationException refusal) {
            if (refusal.code() == Code.RESOURCE_NOT_FOUND) {
                throw new UnknownFunctionException(functionArnOrName);
            }
            return new Invocation.Failed("Lambda." + refusal.code().apiName(), String.valueOf(refusal.getMessage()));
        } catch (IOException notJson) {
            throw new UncheckedIOException("function " + functionArnOrName + " answered what is no JSON", notJson);
        }
    }
}
