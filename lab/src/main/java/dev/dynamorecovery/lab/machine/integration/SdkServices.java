package dev.dynamorecovery.lab.machine.integration;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The services whose SDK v2 client is on the class path, found by their package's name as Step Functions does. */
public final class SdkServices {

    private static final String SERVICES = "software/amazon/awssdk/services/";
    private static final Pattern CLIENT =
            Pattern.compile("(?!Default|Delegating)[A-Z][A-Za-z0-9]*(?<!Async)Client\\.class");

    private final Map<String, Optional<SdkService>> found = new ConcurrentHashMap<>();

    /** @param name as in a Resource: {@code dynamodb}, {@code sfn}, {@code applicationautoscaling} */
    public Optional<SdkService> find(String name) {
        return found.computeIfAbsent(name, SdkServices::load);
    }

    SdkService require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("the SDK's " + name + " is not on the class path"));
    }

    private static Optional<SdkService> load(String name) {
        URL marker =
                SdkServices.class.getClassLoader().getResource(SERVICES + name + "/internal/ServiceVersionInfo.class");
        if (marker == null) {
            return Optional.empty();
        }
        try {
            List<String> clients = classFiles(marker, SERVICES + name + "/").stream()
                    .filter(file -> CLIENT.matcher(file).matches())
                    .toList();
            if (clients.size() != 1) {
                return Optional.empty();
            }
            String simpleName = clients.get(0).substring(0, clients.get(0).length() - ".class".length());
            return Optional.of(
                    new SdkService(name, Class.forName((SERVICES + name + "/").replace('/', '.') + simpleName)));
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("the SDK's " + name + " can't be read from " + marker, e);
        }
    }

    /** The class files directly in the folder, from the jar or folder that holds the marker. */
    private static List<String> classFiles(URL marker, String folder) throws IOException, URISyntaxException {
        String location = marker.toString();
        if (!location.startsWith("jar:")) {
            Path classes = Path.of(marker.toURI()).resolve("../..").normalize();
            try (Stream<Path> files = Files.list(classes)) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }
        URI jar = URI.create(location.substring("jar:".length(), location.indexOf("!/")));
        try (JarFile file = new JarFile(Path.of(jar).toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith(folder) && entry.indexOf('/', folder.length()) < 0)
                    .map(entry -> entry.substring(folder.length()))
                    .toList();
        }
    }
}
