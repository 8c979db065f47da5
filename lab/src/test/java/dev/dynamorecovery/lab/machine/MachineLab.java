package dev.dynamorecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.HistoryEvent;
import dev.dynamorecovery.lab.machine.execution.StateMachine;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.time.LabTime;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** State machines under a virtual clock and seeded chance; a second of a timeout lasts 20 ms. */
public final class MachineLab implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-01-31T10:40:00Z");
    public static final String REGION = "eu-west-1";

    public final LabTime time;
    public final InMemoryFunctions functions = new InMemoryFunctions();
    public final StateMachines machines;

    public MachineLab() {
        this(URI.create("http://127.0.0.1:1"));
    }

    public MachineLab(URI endpoint) {
        this(endpoint, new VirtualLabTime(START));
    }

    public MachineLab(URI endpoint, LabTime time) {
        this.time = time;
        this.machines = new StateMachines(time, functions, () -> endpoint, new Entropy(new Random(7)), 0.02);
    }

    /** A machine of these states (JSON members), which begins at the state A. */
    public static String machine(String states) {
        return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {" + states + "}}";
    }

    public StateMachine load(String name, String definition) {
        return machines.load(new StateMachineSource(
                name, REGION, definition, Map.of(), "arn:aws:iam::123456789012:role/machine", "LABMACHINE"));
    }

    public Execution start(String states, String input) {
        StateMachine machine = load("machine", machine(states));
        return machines.start(machine.arn(), null, input);
    }

    /** Runs a machine of these states to its end. */
    public Execution run(String states, String input) throws Exception {
        return ended(start(states, input));
    }

    public static Execution ended(Execution execution) throws Exception {
        execution.ended().get(20, TimeUnit.SECONDS);
        return execution;
    }

    /** The output as text, or the error that came instead. */
    public static String outcome(Execution execution) {
        JsonNode output = execution.output();
        if (output != null) {
            return JsonText.write(output);
        }
        return execution.status() + " "
                + (execution.failure() == null ? "" : execution.failure().getMessage());
    }

    public String outcome(String states, String input) throws Exception {
        return outcome(run(states, input));
    }

    public static List<String> types(Execution execution) {
        return execution.history().events().stream().map(HistoryEvent::type).toList();
    }

    @Override
    public void close() {
        machines.close();
    }
}
