package dev.dynamorecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.definition.DefinitionLoader;
import dev.dynamorecovery.lab.machine.definition.InvalidDefinitionException;
import dev.dynamorecovery.lab.machine.definition.MachineDefinition;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.Executions;
import dev.dynamorecovery.lab.machine.execution.StateMachine;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import dev.dynamorecovery.lab.machine.integration.ResourceCatalog;
import dev.dynamorecovery.lab.machine.integration.SdkClients;
import dev.dynamorecovery.lab.machine.integration.SdkServices;
import dev.dynamorecovery.lab.time.LabTime;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state machines of the lab: loads them strictly and runs their executions. */
public final class StateMachines implements AutoCloseable {

    private static final String ACCOUNT = "123456789012";
    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");
    /** Step Functions' quota of an execution's input, in UTF-8 bytes. */
    private static final int LARGEST_INPUT_BYTES = 262_144;

    private final LabTime time;
    private final Entropy entropy;
    private final SdkClients clients;
    private final DefinitionLoader loader;
    private final Executions executions;
    private final Map<String, StateMachine> machines = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * @param endpoint the lab's front, asked when a task first calls a service
     * @param timeoutScale factor of TimeoutSeconds and HeartbeatSeconds, which bound real work: 1 except in tests
     */
    public StateMachines(
            LabTime time, LambdaInvoker functions, Supplier<URI> endpoint, Entropy entropy, double timeoutScale) {
        this.time = time;
        this.entropy = entropy;
        this.clients = new SdkClients(endpoint);
        this.executions = new Executions(time, entropy, timeoutScale);
        this.loader = new DefinitionLoader(
                new ResourceCatalog(functions, new SdkServices(), clients, new MachineExecutions(this, executions)));
    }

    /**
     * Loads a machine, in place of one of the same name; executions that run go on with the definition they have.
     *
     * @throws InvalidDefinitionException naming every fault by state and field
     */
    public StateMachine load(StateMachineSource source) {
        MachineDefinition definition = loader.load(source.name(), source.definition(), source.substitutions());
        StateMachine machine = new StateMachine(
                "arn:aws:states:" + source.region() + ":" + ACCOUNT + ":stateMachine:" + source.name(),
                source.name(),
                source.roleArn(),
                new Caller(source.region(), source.accessKeyId()),
                definition,
                time.now());
        machines.put(machine.arn(), machine);
        return machine;
    }

    public Optional<StateMachine> machine(String arn) {
        return Optional.ofNullable(machines.get(arn));
    }

    /** All of one Region, in the order in which they were first loaded. */
    public List<StateMachine> machines(String region) {
        synchronized (machines) {
            return new ArrayList<>(machines.values())
                    .stream()
                            .filter(machine -> machine.caller().region().equals(region))
                            .toList();
        }
    }

    public Instant now() {
        return time.now();
    }

    public Executions executions() {
        return executions;
    }

    /**
     * Starts an execution; the same name and input again, while it runs, is the same execution.
     *
     * @param name null for a name made up
     * @throws StartRefusedException with Step Functions' code
     */
    public Execution start(String stateMachineArn, @Nullable String name, String input) {
        StateMachine machine = machine(stateMachineArn)
                .orElseThrow(() -> new StartRefusedException(
                        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + stateMachineArn + "'"));
        if (name != null && !NAME.matcher(name).matches()) {
            throw new StartRefusedException("InvalidName", "Invalid Name: '" + name + "'");
        }
        JsonNode payload = parse(input);
        String chosen = name == null ? entropy.uuid().toString() : name;
        return executions
                .start(machine, chosen, payload)
                .orElseThrow(() -> new StartRefusedException(
                        "ExecutionAlreadyExists",
                        "Execution Already Exists: '" + Executions.arn(machine, chosen) + "'"));
    }

    private static JsonNode parse(String input) {
        try {
            JsonNode payload = JsonText.parse(input);
            if (JsonText.sizeBytes(payload) > LARGEST_INPUT_BYTES) {
                throw new StartRefusedException(
                        "ValidationException",
                        "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have"
                                + " length less than or equal to " + LARGEST_INPUT_BYTES);
            }
            return payload;
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
        }
    }

    /** Stops what runs and waits for its end. */
    @Override
    public void close() {
        executions.close();
        clients.close();
    }
}
