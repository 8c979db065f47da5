package dev.dynamorecovery.runtime;

import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process as Lambda's Java runtime starts one: its own runtime client beside the function's folder. */
final class FunctionProcess {

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final FunctionDefinition function;
    private final Path folder;
    private final Map<String, String> environment;
    private final Path log;

    FunctionProcess(FunctionDefinition function, Path folder, Map<String, String> environment, Path log) {
        this.function = function;
        this.folder = folder;
        this.environment = environment;
        this.log = log;
    }

    /** Starts the function, sends it one event, and returns what it made of it. */
    RuntimeApi.Answer answer(String event, boolean fromSnapshot) throws IOException, InterruptedException {
        try (RuntimeApi api = RuntimeApi.start(function.arn(), function.timeout())) {
            Process process = start(api, fromSnapshot);
            try {
                api.send(event);
                RuntimeApi.@Nullable Answer answer = api.await(LONGEST);
                if (answer == null) {
                    throw new AssertionError(function.logicalId() + " gave no answer within " + LONGEST + ": " + log());
                }
                return answer;
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** What the process has printed. */
    String log() throws IOException {
        return Files.readString(log);
    }

    private Process start(RuntimeApi api, boolean fromSnapshot) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        if (fromSnapshot) {
            command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        command.addAll(List.of("-cp", runtimeClient(), MAIN, function.handler()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(function.environment());
        variables.putAll(environment);
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", folder.toString());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "test");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", fromSnapshot ? "snap-start" : "on-demand");
        return builder.start();
    }

    /** The jars that the managed runtime brings, taken from the test's own class path. */
    private static String runtimeClient() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("aws-lambda-java-runtime-interface-client")
                        || entry.contains("aws-lambda-java-core")
                        || entry.contains("aws-lambda-java-serialization"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
