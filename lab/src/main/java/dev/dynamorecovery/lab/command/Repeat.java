package dev.dynamorecovery.lab.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a request that was made before is made once more. */
final class Repeat {

    @Option(names = "--again", description = "Run this request once more, although it was made before.")
    private boolean again;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "A name of your own for this run: the same request with the same id is one execution.")
    private @Nullable String id;

    @Nullable
    String requestId(Instant now) {
        if (id != null) {
            return Arguments.requestId("--request-id", id);
        }
        return again ? Arguments.requestId(now) : null;
    }
}
