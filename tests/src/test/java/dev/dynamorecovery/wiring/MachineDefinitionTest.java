package dev.dynamorecovery.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachineDefinitionTest {

    private static final LambdaInvoker DEPLOYED = new LambdaInvoker() {
        @Override
        public boolean knows(String functionArnOrName) {
            return ShippedStack.read().functions().stream()
                    .anyMatch(function -> functionArnOrName.startsWith(function.arn()));
        }

        @Override
        public Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) {
            throw new UnknownFunctionException(functionArnOrName);
        }
    };

    static List<StateMachineDefinition> machines() {
        return ShippedStack.read().stateMachines();
    }

    /** The lab refuses, at load, states nobody reaches, unknown SDK actions, undefined variables and bad expressions. */
    @ParameterizedTest
    @MethodSource("machines")
    void shouldLoadStrictly(StateMachineDefinition machine) throws IOException {
        try (StateMachines machines = new StateMachines(
                new SystemLabTime(Clock.systemUTC(), 0.001),
                DEPLOYED,
                () -> URI.create("http://127.0.0.1:1"),
                new Entropy(new Random(1)),
                1)) {
            String arn = machines.load(new StateMachineSource(
                            machine.name(),
                            "eu-west-1",
                            Files.readString(machine.definition()),
                            machine.substitutions(),
                            "arn:aws:iam::123456789012:role/restore",
                            "LABMACHINE"))
                    .arn();

            assertThat(arn).isEqualTo(machine.arn());
        }
    }
}
