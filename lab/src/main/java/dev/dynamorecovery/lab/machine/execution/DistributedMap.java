package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.Distribution;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.Flow;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Runs a map's items as child executions, each with a history of its own. */
final class DistributedMap {

    /** Step Functions' own bound of child executions at a time. */
    private static final int GREATEST_CONCURRENCY = 10_000;

    private final Engine engine;
    private final ExecutionRunner executions;

    DistributedMap(Engine engine, FlowRunner flows) {
        this.engine = engine;
        this.executions = new ExecutionRunner(engine, flows);
    }

    /** The input of one child, and how many items it stands for. */
    private record Child(JsonNode input, int itemCount) {}

    ArrayNode run(
            State.MapEach map, Distribution distribution, List<JsonNode> inputs, int concurrency, StateScope scope)
            throws StateFailure, InterruptedException {
        Execution parent = scope.flow().execution();
        List<Child> children = children(distribution, inputs, scope);
        String id = parent.machine().name() + "/" + distribution.label() + ":"
                + engine.entropy().uuid();
        MapRun run = new MapRun(
                parent.machine().arn().replaceFirst(":stateMachine:.*", ":mapRun:" + id),
                parent,
                engine.time().now(),
                children.size(),
                inputs.size(),
                concurrency,
                scope.number(distribution.toleratedFailureCount(), "ToleratedFailureCount", 0, 0, Integer.MAX_VALUE),
                scope.number(distribution.toleratedFailurePercentage(), "ToleratedFailurePercentage", 0, 0, 100));
        engine.registry().add(run);
        scope.trail()
                .add(
                        "MapRunStarted",
                        "mapRunStartedEventDetails",
                        Trail.object().put("mapRunArn", run.arn()));
        List<Callable<Optional<JsonNode>>> works = new ArrayList<>();
        for (Child child : children) {
            works.add(() -> child(map.processor(), distribution, child, run));
        }
        try {
            List<Optional<JsonNode>> outputs =
                    Siblings.run(works, concurrency == 0 ? GREATEST_CONCURRENCY : concurrency);
            run.end(Status.SUCCEEDED, engine.time().now());
            scope.trail().add("MapRunSucceeded");
            ArrayNode results = JsonNodeFactory.instance.arrayNode();
            outputs.forEach(output -> output.ifPresent(results::add));
            return results;
        } catch (StateFailure failure) {
            run.end(Status.FAILED, engine.time().now());
            scope.trail().add("MapRunFailed", "mapRunFailedEventDetails", Trail.failure(Trail.object(), failure));
            throw failure;
        } catch (InterruptedException e) {
            run.end(Status.ABORTED, engine.time().now());
            scope.trail().add("MapRunAborted");
            throw e;
        }
    }

    /** Runs one child; its failure counts, and only too many of them fail the map. */
    private Optional<JsonNode> child(Flow processor, Distribution distribution, Child child, MapRun run)
            throws StateFailure {
        String name = engine.entropy().uuid().toString();
        StateMachine machine = run.parent().machine();
        String kind = distribution.executionType().equals("EXPRESS") ? ":express:" : ":execution:";
        Execution execution = new Execution(
                machine.arn()
                        .replaceFirst(
                                ":stateMachine:.*", kind + machine.name() + "/" + distribution.label() + ":" + name),
                name,
                machine,
                child.input(),
                engine.time().now(),
                run.arn());
        engine.registry().add(execution);
        run.childStarted(child.itemCount());
        execution.runBy(Thread.currentThread());
        Status status = executions.run(execution, processor);
        run.childEnded(status, child.itemCount());
        if (run.exceeded()) {
            throw new StateFailure(
                    ErrorNames.TOLERATED_FAILURES_EXCEEDED, "The specified tolerated failure threshold was exceeded");
        }
        return Optional.ofNullable(execution.output());
    }

    private static List<Child> children(Distribution distribution, List<JsonNode> inputs, StateScope scope)
            throws StateFailure {
        Distribution.Batching batching = distribution.batching();
        if (batching == null) {
            return inputs.stream().map(input -> new Child(input, 1)).toList();
        }
        int mostItems = (int) scope.number(
                batching.maxItemsPerBatch(), "ItemBatcher/MaxItemsPerBatch", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        int mostBytes = (int) scope.number(
                batching.maxInputBytesPerBatch(),
                "ItemBatcher/MaxInputBytesPerBatch",
                StateScope.LARGEST_PAYLOAD_BYTES,
                1,
                StateScope.LARGEST_PAYLOAD_BYTES);
        JsonNode shared =
                scope.evaluate(batching.batchInput(), "ItemBatcher/BatchInput", JsonNodeFactory.instance.missingNode());
        Predicate<ArrayNode> full =
                items -> items.size() > mostItems || JsonText.sizeBytes(batch(shared, items)) > mostBytes;
        List<Child> children = new ArrayList<>();
        ArrayNode open = JsonNodeFactory.instance.arrayNode();
        for (JsonNode input : inputs) {
            open.add(input);
            if (full.test(open) && open.size() > 1) {
                open.remove(open.size() - 1);
                children.add(new Child(batch(shared, open), open.size()));
                open = JsonNodeFactory.instance.arrayNode().add(input);
            }
        }
        if (!open.isEmpty()) {
            children.add(new Child(batch(shared, open), open.size()));
        }
        return children;
    }

    private static ObjectNode batch(JsonNode shared, ArrayNode items) {
        ObjectNode batch = Trail.object();
        if (!shared.isMissingNode()) {
            batch.set("BatchInput", shared);
        }
        batch.set("Items", items);
        return batch;
    }
}
