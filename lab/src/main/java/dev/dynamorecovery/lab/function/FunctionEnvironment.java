package dev.dynamorecovery.lab.function;

import dev.dynamorecovery.lab.front.AccessKeys;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a hosted function finds in its environment besides the template's variables: Lambda's reserved ones, the lab's
 * endpoint, and credentials that tell the function apart from every other caller.
 *
 * @param endpoint the lab's front
 * @param timeScale the lab's factor on nominal waits, for the report
 */
public record FunctionEnvironment(String region, URI endpoint, double timeScale) {

    Map<String, String> of(FunctionDefinition function) {
        Map<String, String> variables = new LinkedHashMap<>(function.environment());
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.alias().isPresent() ? "1" : "$LATEST");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("_HANDLER", function.handler());
        variables.put("TZ", ":UTC");
        variables.put("AWS_ACCESS_KEY_ID", accessKeyId(function));
        variables.put("AWS_SECRET_ACCESS_KEY", "lab");
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("RECOVERY_TIME_SCALE", Double.toString(timeScale));
        return Map.copyOf(variables);
    }

    /** The access key id a function calls with, its own in each Region. */
    public static String accessKeyId(FunctionDefinition function) {
        String region = function.arn().split(":", 5)[3];
        return AccessKeys.in(region, "LABFUNCTION" + function.logicalId());
    }
}
