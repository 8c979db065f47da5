package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.function.InvocationException.Code;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The functions of the host, as state machines call them. */
public final class HostedLambdaInvoker implements LambdaInvoker {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;
    private final CallRecord calls;

    /** @param calls told of each invocation, which does not come over the wire */
    public HostedLambdaInvoker(FunctionHost host, CallRecord calls) {
        this.host = host;
        this.calls = calls;
    }

    @Override
    public boolean knows(String functionArnOrName) {
        return host.knows(functionArnOrName);
    }

    @Override
    public Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) throws InterruptedException {
        calls.record(caller.accessKeyId(), "lambda:InvokeFunction", functionArnOrName);
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
