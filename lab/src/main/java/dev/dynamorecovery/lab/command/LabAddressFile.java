package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The note a running lab leaves of its address, {@code lab.json} in its state directory. */
final class LabAddressFile {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final String REMEDY = "start it in another terminal: ./recovery lab";

    private LabAddressFile() {}

    /**
     * A lab that runs.
     *
     * @param timeScale the factor by which it shortens waits
     */
    record RunningLab(SdkTarget.LabAddress address, String stackName, double timeScale) {}

    static RunningLab read(Path stateDirectory) {
        Path file = stateDirectory.resolve("lab.json");
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.unreachable("no lab is running on this machine", "--lab", file.toString(), REMEDY);
        }
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readString(file));
            SdkTarget.LabAddress address = new SdkTarget.LabAddress(
                    URI.create(json.path("endpoint").asText()),
                    json.path("region").asText("us-east-1"),
                    json.path("accessKeyId").asText("LABOPERATOR"),
                    json.path("secretAccessKey").asText("lab"));
            requireAnswer(address.endpoint(), file);
            return new RunningLab(
                    address,
                    json.path("stackName").asText(TargetOptions.DEFAULT_STACK),
                    json.path("timeScale").asDouble(1));
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.unreachable(
                    "the lab's address cannot be read: " + e.getMessage(),
                    "--lab",
                    file.toString(),
                    "stop the lab, delete the file, and " + REMEDY);
        }
    }

    /** A lab that was killed leaves its address behind: asking first spares the operator a page of retries. */
    private static void requireAnswer(URI endpoint, Path file) {
        if (endpoint.getHost() == null || endpoint.getPort() < 0) {
            throw new IllegalArgumentException("'" + endpoint + "' is not an endpoint");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "the lab of " + file + " does not answer at " + endpoint + " any more",
                    "--lab",
                    endpoint.toString(),
                    REMEDY);
        }
    }
}
