package dev.dynamorecovery.lab.machine.definition;

import dev.dynamorecovery.lab.machine.expression.QueryExpression;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expression of a state and what it may refer to.
 *
 * @param moment when it is evaluated, which decides what {@code $states} holds
 */
record FieldUse(String field, QueryExpression expression, Moment moment) {

    enum Moment {
        /** Before the state's work: only the input is there. */
        BEFORE,
        /** As arguments of a task that ends by its token. */
        CALLBACK_ARGUMENTS,
        /** For each item of a map. */
        ITEM,
        /** After work with a result. */
        RESULT,
        /** In a catcher. */
        CAUGHT
    }

    static List<FieldUse> of(State state) {
        Collector uses = new Collector();
        switch (state) {
            case State.Task task -> {
                Moment moment = task.resource().callback() ? Moment.CALLBACK_ARGUMENTS : Moment.BEFORE;
                uses.add("Arguments", task.arguments(), moment);
                uses.add("TimeoutSeconds", task.timeoutSeconds(), Moment.BEFORE);
                uses.add("HeartbeatSeconds", task.heartbeatSeconds(), Moment.BEFORE);
                uses.effects("", task.effects(), Moment.RESULT);
                uses.catchers(task.errors());
            }
            case State.Choice choice -> {
                for (int i = 0; i < choice.rules().size(); i++) {
                    State.Rule rule = choice.rules().get(i);
                    String prefix = "Choices[" + i + "]/";
                    uses.found.add(new FieldUse(prefix + "Condition", rule.condition(), Moment.BEFORE));
                    uses.effects(prefix, rule.effects(), Moment.BEFORE);
                }
                uses.effects("", choice.effects(), Moment.BEFORE);
            }
            case State.Wait wait -> {
                uses.add(wait.timestamp() ? "Timestamp" : "Seconds", wait.until(), Moment.BEFORE);
                uses.effects("", wait.effects(), Moment.BEFORE);
            }
            case State.Pass pass -> uses.effects("", pass.effects(), Moment.BEFORE);
            case State.Parallel parallel -> {
                uses.add("Arguments", parallel.arguments(), Moment.BEFORE);
                uses.effects("", parallel.effects(), Moment.RESULT);
                uses.catchers(parallel.errors());
            }
            case State.MapEach map -> uses.map(map);
            case State.Succeed succeed -> uses.add("Output", succeed.output(), Moment.BEFORE);
            case State.Fail fail -> {
                uses.add("Error", fail.error(), Moment.BEFORE);
                uses.add("Cause", fail.explanation(), Moment.BEFORE);
            }
        }
        return uses.found;
    }

    private static final class Collector {

        private final List<FieldUse> found = new ArrayList<>();

        void add(String field, @Nullable Template template, Moment moment) {
            if (template != null) {
                template.expressions(field, (place, expression) -> found.add(new FieldUse(place, expression, moment)));
            }
        }

        void effects(String prefix, State.Effects effects, Moment moment) {
            add(prefix + "Output", effects.output(), moment);
            effects.assign().forEach((name, template) -> add(prefix + "Assign/" + name, template, moment));
        }

        void catchers(State.ErrorHandling errors) {
            for (int i = 0; i < errors.catchers().size(); i++) {
                effects("Catch[" + i + "]/", errors.catchers().get(i).effects(), Moment.CAUGHT);
            }
        }

        void map(State.MapEach map) {
            add("Items", map.items(), Moment.BEFORE);
            add("ItemSelector", map.itemSelector(), Moment.ITEM);
            add("MaxConcurrency", map.maxConcurrency(), Moment.BEFORE);
            Distribution distribution = map.distribution();
            if (distribution != null) {
                add("ToleratedFailureCount", distribution.toleratedFailureCount(), Moment.BEFORE);
                add("ToleratedFailurePercentage", distribution.toleratedFailurePercentage(), Moment.BEFORE);
                Distribution.Batching batching = distribution.batching();
                if (batching != null) {
                    add("ItemBatcher/MaxItemsPerBatch", batching.maxItemsPerBatch(), Moment.BEFORE);
                    add("ItemBatcher/MaxInputBytesPerBatch", batching.maxInputBytesPerBatch(), Moment.BEFORE);
                    add("ItemBatcher/BatchInput", batching.batchInput(), Moment.BEFORE);
                }
            }
            effects("", map.effects(), Moment.RESULT);
            catchers(map.errors());
        }
    }
}
