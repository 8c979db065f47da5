package dev.dynamorecovery.wiring;

import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The stack that template.yaml makes. */
final class ShippedStack {

    /** The checkout. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private ShippedStack() {}

    static StackDefinition read() {
        try {
            return StackDefinition.read(
                    ROOT.resolve("template.yaml"),
                    StackIdentity.of("dynamo-recovery", "eu-west-1"),
                    Map.of("CreateExampleTables", "true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
