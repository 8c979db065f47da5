package dev.dynamorecovery.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one running lab of a checkout: a lock that the operating system drops when the process ends, however it ends, and
 * {@code lab.json}, which tells other processes where the lab listens.
 */
final class LabState implements AutoCloseable {

    static final String FILE = "lab.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private LabState(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Claims the directory for this process.
     *
     * @throws LabRunningException when another lab has it
     */
    static LabState claim(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        FileChannel channel =
                FileChannel.open(directory.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw running(file);
        }
        Files.deleteIfExists(file); // What a lab that was killed left behind.
        return new LabState(file, channel, lock);
    }

    /** Tells other processes that the lab is ready. */
    void announce(URI endpoint, LabOptions options, Instant started) throws IOException {
        ObjectNode state = JSON.createObjectNode()
                .put("endpoint", endpoint.toString())
                .put("region", options.region())
                .put("accessKeyId", Lab.OPERATOR_ACCESS_KEY_ID)
                .put("secretAccessKey", Lab.SECRET_ACCESS_KEY)
                .put("stackName", options.stackName())
                .put("timeScale", options.timeScale())
                .put("pid", ProcessHandle.current().pid())
                .put("started", started.toString());
        options.regions().forEach(state.putArray("regions")::add);
        Path written = file.resolveSibling(FILE + ".new");
        Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        lock.release();
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static LabRunningException running(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new LabRunningException("a lab of this checkout is starting: wait until it is ready, and use it");
        }
        JsonNode state = JSON.readTree(Files.readAllBytes(file));
        return new LabRunningException("a lab of this checkout is running at %s since %s: use it, or stop process %s"
                .formatted(
                        state.path("endpoint").asText(),
                        state.path("started").asText(),
                        state.path("pid").asText()));
    }
}
