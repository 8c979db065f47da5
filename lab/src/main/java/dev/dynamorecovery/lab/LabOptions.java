package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.plane.EngineOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a lab is to run.
 *
 * @param template the SAM template to run
 * @param stateDirectory where the lab keeps its address and its logs
 * @param port of the front; 0 takes any free port
 * @param timeScale factor on every nominal wait, above 0 and up to 1
 * @param region of the stack; the other Regions answer too, and are empty
 * @param parameters values for the template's parameters
 * @param seed of what the lab does by chance, such as jitter
 */
public record LabOptions(
        Path template,
        Path stateDirectory,
        int port,
        double timeScale,
        String stackName,
        String region,
        Map<String, String> parameters,
        long seed,
        EngineOptions engine) {

    public static final int DEFAULT_PORT = 4566;
    public static final double DEFAULT_TIME_SCALE = 0.01;

    /** The lab of a checkout: its template with the example tables, its state in {@code .lab}. */
    public static LabOptions ofCheckout(Path root) {
        return new LabOptions(
                root.resolve("template.yaml"),
                root.resolve(".lab"),
                DEFAULT_PORT,
                DEFAULT_TIME_SCALE,
                "dynamo-recovery",
                "us-east-1",
                Map.of("CreateExampleTables", "true"),
                1,
                EngineOptions.dynamoDbLocal());
    }

    public LabOptions withStateDirectory(Path directory) {
        return new LabOptions(template, directory, port, timeScale, stackName, region, parameters, seed, engine);
    }

    public LabOptions withPort(int newPort) {
        return new LabOptions(
                template, stateDirectory, newPort, timeScale, stackName, region, parameters, seed, engine);
    }

    public LabOptions withTimeScale(double scale) {
        return new LabOptions(template, stateDirectory, port, scale, stackName, region, parameters, seed, engine);
    }

    /** With one parameter of the template set; the others stay. */
    public LabOptions withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new LabOptions(
                template, stateDirectory, port, timeScale, stackName, region, Map.copyOf(more), seed, engine);
    }

    public LabOptions withSeed(long newSeed) {
        return new LabOptions(
                template, stateDirectory, port, timeScale, stackName, region, parameters, newSeed, engine);
    }

    public LabOptions withEngine(EngineOptions other) {
        return new LabOptions(template, stateDirectory, port, timeScale, stackName, region, parameters, seed, other);
    }
}
