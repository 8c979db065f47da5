package dev.dynamorecovery.wiring;

import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The stack that template.yaml makes in the primary one of three Regions. */
final class ShippedStack {

    /** The checkout. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private ShippedStack() {}

    static StackDefinition read() {
        try {
            return StackDefinition.read(
                    ROOT.resolve("template.yaml"),
                    StackIdentity.of("dynamo-recovery", "eu-west-1"),
                    Map.of(
                            "CreateExampleTables", "true",
                            "PrimaryRegion", "eu-west-1",
                            "StandbyRegion", "eu-west-2",
                            "WitnessRegion", "eu-central-1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
