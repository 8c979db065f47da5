package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.Flow;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.execution.StateScope.Extra;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the flows inside Parallel and Map states. */
final class NestedFlows {

    /** Step Functions' own bound of an inline map's concurrency. */
    private static final int INLINE_CONCURRENCY = 40;

    private final FlowRunner flows;
    private final DistributedMap distributed;

    NestedFlows(Engine engine, FlowRunner flows) {
        this.flows = flows;
        this.distributed = new DistributedMap(engine, flows);
    }

    JsonNode parallel(State.Parallel parallel, StateScope scope) throws StateFailure, InterruptedException {
        JsonNode input = scope.evaluate(parallel.arguments(), "Arguments", scope.input());
        scope.withinLimit(input, "input of the branches");
        scope.trail().add("ParallelStateStarted");
        List<Callable<JsonNode>> branches = new ArrayList<>();
        List<Trail> trails = new ArrayList<>();
        for (Flow branch : parallel.branches()) {
            FlowScope inner = scope.flow().inner(null);
            trails.add(inner.trail());
            branches.add(() -> flows.run(branch, input, inner));
        }
        try {
            ArrayNode results = array(Siblings.run(branches, branches.size()));
            scope.trail().join(trails);
            scope.withinLimit(results, "result of the branches");
            scope.trail().add("ParallelStateSucceeded");
            return results;
        } catch (StateFailure failure) {
            scope.trail().add("ParallelStateFailed");
            throw failure;
        }
    }

    JsonNode map(State.MapEach map, StateScope scope) throws StateFailure, InterruptedException {
        JsonNode items = scope.evaluate(map.items(), "Items", scope.input());
        if (!items.isArray()) {
            throw scope.evaluationFailed(
                    "Items", "The field 'Items' must be an array, not " + items.getNodeType() + ".");
        }
        int concurrency = (int) scope.number(map.maxConcurrency(), "MaxConcurrency", 0, 0, 10_000);
        List<JsonNode> inputs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            JsonNode selected =
                    scope.evaluate(map.itemSelector(), "ItemSelector", items.get(i), Extra.item(item(i, items.get(i))));
            inputs.add(selected);
        }
        scope.trail()
                .add(
                        "MapStateStarted",
                        "mapStateStartedEventDetails",
                        Trail.object().put("length", items.size()));
        try {
            ArrayNode results = map.distribution() != null
                    ? distributed.run(map, map.distribution(), inputs, concurrency, scope)
                    : inline(map, items, inputs, concurrency, scope);
            scope.withinLimit(results, "result of the map");
            scope.trail().add("MapStateSucceeded");
            return results;
        } catch (StateFailure failure) {
            scope.trail().add("MapStateFailed");
            throw failure;
        }
    }

    private ArrayNode inline(
            State.MapEach map, JsonNode items, List<JsonNode> inputs, int concurrency, StateScope scope)
            throws StateFailure, InterruptedException {
        List<Callable<JsonNode>> iterations = new ArrayList<>();
        List<Trail> trails = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int index = i;
            FlowScope inner = scope.flow().inner(item(i, items.get(i)));
            trails.add(inner.trail());
            iterations.add(() -> iteration(map, index, inputs.get(index), inner));
        }
        int atMost = concurrency == 0 ? INLINE_CONCURRENCY : Math.min(concurrency, INLINE_CONCURRENCY);
        ArrayNode results = array(Siblings.run(iterations, atMost));
        scope.trail().join(trails);
        return results;
    }

    private JsonNode iteration(State.MapEach map, int index, JsonNode input, FlowScope scope)
            throws StateFailure, InterruptedException {
        Trail trail = scope.trail();
        trail.add("MapIterationStarted", "mapIterationStartedEventDetails", place(map, index));
        try {
            JsonNode output = flows.run(map.processor(), input, scope);
            trail.add("MapIterationSucceeded", "mapIterationSucceededEventDetails", place(map, index));
            return output;
        } catch (StateFailure failure) {
            trail.add("MapIterationFailed", "mapIterationFailedEventDetails", place(map, index));
            throw failure;
        } catch (InterruptedException e) {
            trail.add("MapIterationAborted", "mapIterationAbortedEventDetails", place(map, index));
            throw e;
        }
    }

    private static ObjectNode place(State.MapEach map, int index) {
        return Trail.object().put("name", map.name()).put("index", index);
    }

    private static ObjectNode item(int index, JsonNode value) {
        ObjectNode item = Trail.object().put("Index", index);
        item.set("Value", value);
        return item;
    }

    private static ArrayNode array(List<JsonNode> results) {
        return JsonNodeFactory.instance.arrayNode().addAll(results);
    }
}
