package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.function.InvocationException.Code;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's API over the hosted functions: Invoke, GetFunction, GetFunctionConfiguration, ListFunctions. */
public final class LambdaService implements LabService {

    private static final Pattern PATH =
            Pattern.compile("/2015-03-31/functions(?:/(?:([^/]+)(?:/(invocations|configuration))?)?)?");
    private static final Pattern QUALIFIER = Pattern.compile("(?:^|&)Qualifier=([^&]+)");
    private static final int EVENT_LIMIT_BYTES = 1_048_576;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;
    private final AsynchronousInvocations asynchronous;

    public LambdaService(FunctionHost host, AsynchronousInvocations asynchronous) {
        this.host = host;
        this.asynchronous = asynchronous;
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public LabResponse handle(LabRequest request) throws InterruptedException {
        try {
            return switch (operation(request)) {
                case "Invoke" -> invoke(request);
                case "GetFunction" -> json(200, JSON.createObjectNode().set("Configuration", configuration(request)));
                case "GetFunctionConfiguration" -> json(200, configuration(request));
                case "ListFunctions" -> list();
                default -> error(404, "UnknownOperationException", "User", "The lab does not support this operation");
            };
        } catch (InvocationException refusal) {
            return error(
                    refusal.code().status(),
                    refusal.code().apiName(),
                    refusal.code().type(),
                    String.valueOf(refusal.getMessage()));
        }
    }

    @Override
    public String operation(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return request.method() + ' ' + request.path();
        }
        String action = Optional.ofNullable(path.group(2)).orElse("");
        return switch (request.method() + ' ' + action) {
            case "POST invocations" -> "Invoke";
            case "GET configuration" -> "GetFunctionConfiguration";
            case "GET " -> path.group(1) == null ? "ListFunctions" : "GetFunction";
            default -> request.method() + ' ' + request.path();
        };
    }

    @Override
    public List<String> resources(LabRequest request) {
        return Optional.of(PATH.matcher(request.path()))
                .filter(Matcher::matches)
                .flatMap(path -> Optional.ofNullable(path.group(1)))
                .map(name -> List.of(decode(name)))
                .orElse(List.of());
    }

    private LabResponse invoke(LabRequest request) throws InterruptedException {
        String function = qualified(request);
        host.function(function).version(FunctionReference.parse(function).flatMap(FunctionReference::qualifier));
        return switch (request.header("x-amz-invocation-type").orElse("RequestResponse")) {
            case "DryRun" -> new LabResponse(204, Map.of(), new byte[0]);
            case "Event" -> {
                if (request.body().length > EVENT_LIMIT_BYTES) {
                    throw new InvocationException(
                            Code.REQUEST_TOO_LARGE,
                            "Request must be smaller than " + EVENT_LIMIT_BYTES
                                    + " bytes for the InvokeFunction operation");
                }
                asynchronous.accept(function, request.body());
                yield new LabResponse(202, Map.of(), new byte[0]);
            }
            case "RequestResponse" -> answer(request, host.invoke(function, request.body()));
            default -> error(400, "InvalidParameterValueException", "User", "InvocationType is unknown");
        };
    }

    private static LabResponse answer(LabRequest request, InvocationResult result) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", result.executedVersion());
        result.functionError().ifPresent(error -> headers.put("X-Amz-Function-Error", error));
        if (request.header("x-amz-log-type").filter("Tail"::equals).isPresent()) {
            headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
        }
        return new LabResponse(200, headers, result.payload());
    }

    private ObjectNode configuration(LabRequest request) {
        String name = qualified(request);
        Optional<String> qualifier = FunctionReference.parse(name).flatMap(FunctionReference::qualifier);
        HostedFunction function = host.function(name);
        return describe(function.definition(), function.version(qualifier), qualifier);
    }

    private LabResponse list() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode functions = answer.putArray("Functions");
        host.definitions().forEach(definition -> functions.add(describe(definition, "$LATEST", Optional.empty())));
        return json(200, answer);
    }

    private static ObjectNode describe(FunctionDefinition function, String version, Optional<String> qualifier) {
        ObjectNode configuration = JSON.createObjectNode()
                .put("FunctionName", function.name())
                .put(
                        "FunctionArn",
                        function.arn() + qualifier.map(name -> ":" + name).orElse(""))
                .put("Runtime", "java25")
                .put("Handler", function.handler())
                .put("Timeout", function.timeout().toSeconds())
                .put("MemorySize", function.memoryMegabytes())
                .put("Version", version)
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("PackageType", "Zip");
        ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
        function.environment().forEach(variables::put);
        return configuration;
    }

    private static String qualified(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        String name = path.matches()
                ? Optional.ofNullable(path.group(1)).map(LambdaService::decode).orElse("")
                : "";
        Matcher qualifier = QUALIFIER.matcher(request.query());
        return qualifier.find() ? name + ":" + decode(qualifier.group(1)) : name;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static LabResponse error(int status, String code, String type, String message) {
        LabResponse response = json(
                status,
                JSON.createObjectNode()
                        .put("Type", type)
                        .put("Message", message)
                        .put("message", message));
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put("X-Amzn-ErrorType", code);
        return new LabResponse(status, headers, response.body());
    }

    private static LabResponse json(int status, com.fasterxml.jackson.databind.JsonNode body) {
        try {
            return new LabResponse(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
