package dev.dynamorecovery.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.execution.StateMachine;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every machine that is shipped loads as the template deploys it, and knows no function that the template lacks. */
class ShippedMachinesTest {

    private static final Path ROOT = Path.of("..");

    /** The template's functions; nothing is run here. */
    private record DeployedFunctions(List<FunctionDefinition> functions) implements LambdaInvoker {

        @Override
        public boolean knows(String functionArnOrName) {
            return functions.stream()
                    .anyMatch(function -> functionArnOrName.endsWith(":function:" + function.name())
                            || function.alias()
                                    .filter(alias ->
                                            functionArnOrName.endsWith(":function:" + function.name() + ":" + alias))
                                    .isPresent());
        }

        @Override
        public Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) {
            throw new UnknownFunctionException(functionArnOrName);
        }
    }

    @Test
    void shouldLoadEveryShippedMachineStrictly() throws Exception {
        StackDefinition stack = StackDefinition.read(
                ROOT.resolve("template.yaml"),
                StackIdentity.of("dynamo-recovery", "us-east-1"),
                Map.of("PrimaryRegion", "us-east-1", "StandbyRegion", "us-east-2", "WitnessRegion", "us-west-2"));
        List<Path> shipped;
        try (Stream<Path> files = Files.list(ROOT.resolve("statemachine"))) {
            shipped =
                    files.filter(file -> file.toString().endsWith(".asl.json")).toList();
        }
        assertThat(stack.stateMachines())
                .as("machines of the template")
                .extracting(machine -> machine.definition().getFileName())
                .containsExactlyInAnyOrderElementsOf(
                        shipped.stream().map(Path::getFileName).toList());
        try (StateMachines machines = new StateMachines(
                new VirtualLabTime(MachineLab.START),
                new DeployedFunctions(stack.functions()),
                () -> URI.create("http://127.0.0.1:1"),
                new Entropy(new Random(1)),
                1)) {
            for (StateMachineDefinition machine : stack.stateMachines()) {
                StateMachine loaded = machines.load(new StateMachineSource(
                        machine.name(),
                        "us-east-1",
                        Files.readString(machine.definition()),
                        machine.substitutions(),
                        "arn:aws:iam::123456789012:role/" + machine.logicalId(),
                        "LABMACHINE"));

                assertThat(loaded.arn()).isEqualTo(machine.arn());
            }
        }
    }
}
