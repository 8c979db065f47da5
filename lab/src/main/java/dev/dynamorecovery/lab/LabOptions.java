package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.plane.EngineOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a lab is to run.
 *
 * @param template the SAM template to run
 * @param stateDirectory where the lab keeps its address and its logs
 * @param port of the front; 0 takes any free port
 * @param timeScale factor on every nominal wait, above 0 and up to 1
 * @param region of the primary stack; Regions without a stack answer too, and are empty
 * @param otherRegions of the standby's and the witness's stacks, in this order; none for a single Region
 * @param parameters values for the template's parameters
 * @param seed of what the lab does by chance, such as jitter
 * @param dnsPort of the name server; 0 takes any free port
 */
public record LabOptions(
        Path template,
        Path stateDirectory,
        int port,
        double timeScale,
        String stackName,
        String region,
        List<String> otherRegions,
        Map<String, String> parameters,
        long seed,
        EngineOptions engine,
        int dnsPort) {

    public static final int DEFAULT_PORT = 4566;
    public static final double DEFAULT_TIME_SCALE = 0.01;

    /** Primary, standby and witness: three Regions of one set, as strong consistency asks for. */
    public static final List<String> THREE_REGIONS = List.of("us-east-1", "us-east-2", "us-west-2");

    /** Of a single Region. */
    public LabOptions(
            Path template,
            Path stateDirectory,
            int port,
            double timeScale,
            String stackName,
            String region,
            Map<String, String> parameters,
            long seed,
            EngineOptions engine) {
        this(template, stateDirectory, port, timeScale, stackName, region, List.of(), parameters, seed, engine, 0);
    }

    /** The lab of a checkout: its template with the example tables, its state in {@code .lab}. */
    public static LabOptions ofCheckout(Path root) {
        return new LabOptions(
                root.resolve("template.yaml"),
                root.resolve(".lab"),
                DEFAULT_PORT,
                DEFAULT_TIME_SCALE,
                "dynamo-recovery",
                THREE_REGIONS.getFirst(),
                List.of(),
                Map.of("CreateExampleTables", "true"),
                1,
                EngineOptions.dynamoDbLocal(),
                0);
    }

    public LabOptions withStateDirectory(Path directory) {
        return new LabOptions(
                template,
                directory,
                port,
                timeScale,
                stackName,
                region,
                otherRegions,
                parameters,
                seed,
                engine,
                dnsPort);
    }

    public LabOptions withPort(int newPort) {
        return new LabOptions(
                template,
                stateDirectory,
                newPort,
                timeScale,
                stackName,
                region,
                otherRegions,
                parameters,
                seed,
                engine,
                dnsPort);
    }

    public LabOptions withTimeScale(double scale) {
        return new LabOptions(
                template,
                stateDirectory,
                port,
                scale,
                stackName,
                region,
                otherRegions,
                parameters,
                seed,
                engine,
                dnsPort);
    }

    /** With one parameter of the template set; the others stay. */
    public LabOptions withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new LabOptions(
                template,
                stateDirectory,
                port,
                timeScale,
                stackName,
                region,
                otherRegions,
                Map.copyOf(more),
                seed,
                engine,
                dnsPort);
    }

    /**
     * With a stack in each of some Regions.
     *
     * @param regions the primary, then the standby, then the witness: one to three
     */
    public LabOptions withRegions(List<String> regions) {
        if (regions.isEmpty() || regions.size() > 3 || Set.copyOf(regions).size() != regions.size()) {
            throw new IllegalArgumentException(
                    "Regions " + regions + ": give one, two or three different ones, the primary first");
        }
        return new LabOptions(
                template,
                stateDirectory,
                port,
                timeScale,
                stackName,
                regions.getFirst(),
                List.copyOf(regions.subList(1, regions.size())),
                parameters,
                seed,
                engine,
                dnsPort);
    }

    /** Every Region that gets a stack, the primary first. */
    public List<String> regions() {
        return Stream.concat(Stream.of(region), otherRegions.stream()).toList();
    }

    public LabOptions withSeed(long newSeed) {
        return new LabOptions(
                template,
                stateDirectory,
                port,
                timeScale,
                stackName,
                region,
                otherRegions,
                parameters,
                newSeed,
                engine,
                dnsPort);
    }

    /** With the name server at a port. */
    public LabOptions withDnsPort(int newPort) {
        return new LabOptions(
                template,
                stateDirectory,
                port,
                timeScale,
                stackName,
                region,
                otherRegions,
                parameters,
                seed,
                engine,
                newPort);
    }

    public LabOptions withEngine(EngineOptions other) {
        return new LabOptions(
                template,
                stateDirectory,
                port,
                timeScale,
                stackName,
                region,
                otherRegions,
                parameters,
                seed,
                other,
                dnsPort);
    }
}
