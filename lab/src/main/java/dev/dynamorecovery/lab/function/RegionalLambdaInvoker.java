package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of all Regions: one is found where its ARN says, by a plain name in the caller's Region. */
public final class RegionalLambdaInvoker implements LambdaInvoker {

    private static final Pattern REGION = Pattern.compile("arn:aws:lambda:([a-z0-9-]+):.*");

    private final Map<String, ? extends LambdaInvoker> regions;

    /** @param regions by name */
    public RegionalLambdaInvoker(Map<String, ? extends LambdaInvoker> regions) {
        this.regions = Map.copyOf(regions);
    }

    @Override
    public boolean knows(String functionArnOrName) {
        Optional<String> region = region(functionArnOrName);
        return regions.entrySet().stream()
                .filter(entry -> region.isEmpty() || region.get().equals(entry.getKey()))
                .anyMatch(entry -> entry.getValue().knows(functionArnOrName));
    }

    @Override
    public Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) throws InterruptedException {
        LambdaInvoker invoker = regions.get(region(functionArnOrName).orElse(caller.region()));
        if (invoker == null) {
            throw new UnknownFunctionException(functionArnOrName);
        }
        return invoker.invoke(functionArnOrName, payload, caller);
    }

    private static Optional<String> region(String functionArnOrName) {
        Matcher arn = REGION.matcher(functionArnOrName);
        return arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
    }
}
