package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a Map state, inline or distributed. */
final class MapReader {

    private static final List<String> DISTRIBUTED_ONLY = List.of(
            "Label",
            "ToleratedFailureCount",
            "ToleratedFailurePercentage",
            "ItemBatcher",
            "ItemReader",
            "ResultWriter");
    /** Step Functions' bound of a label, in characters. */
    private static final int LONGEST_LABEL = 40;

    private final FlowReader flows;

    MapReader(FlowReader flows) {
        this.flows = flows;
    }

    @Nullable
    State read(String name, FieldReader fields, String path) {
        Template items = fields.template("Items");
        JsonNode constant = items == null ? null : items.constant();
        if ((constant != null && !constant.isArray()) || items instanceof Template.Fields) {
            fields.fault("Items", "must be an array or an expression for one");
        }
        Template selector = fields.template("ItemSelector");
        Template concurrency = fields.quantity("MaxConcurrency", 0, 10_000);
        for (String unsupported : List.of("ItemReader", "ResultWriter")) {
            if (fields.take(unsupported) != null) {
                fields.fault(unsupported, "is not offered by the lab: pass Items, and let the children write results");
            }
        }
        State.Effects effects = fields.effects();
        State.ErrorHandling errors = ErrorHandlingReader.read(fields);
        String next = StateReader.next(fields);
        ObjectNode processor = fields.object("ItemProcessor");
        if (processor == null) {
            fields.fault("ItemProcessor", "is required");
            return null;
        }
        FieldReader inside = fields.inside("ItemProcessor", processor);
        inside.comment();
        ProcessorConfig config = config(inside);
        Distribution distribution = config.distributed() ? distribution(name, fields, config) : null;
        if (!config.distributed()) {
            refuseDistributedFields(fields);
        }
        Flow flow = flows.read(inside, path);
        inside.refuseRest();
        if (flow == null) {
            return null;
        }
        return new State.MapEach(name, flow, items, selector, concurrency, distribution, effects, errors, next);
    }

    private record ProcessorConfig(boolean distributed, String executionType) {}

    private static ProcessorConfig config(FieldReader processor) {
        ObjectNode node = processor.object("ProcessorConfig");
        if (node == null) {
            return new ProcessorConfig(false, "");
        }
        FieldReader fields = processor.inside("ProcessorConfig", node);
        String mode = fields.requiredText("Mode");
        String executionType = fields.text("ExecutionType");
        boolean distributed = "DISTRIBUTED".equals(mode);
        if (mode != null && !distributed && !mode.equals("INLINE")) {
            fields.fault("Mode", "must be INLINE or DISTRIBUTED, not " + mode);
        }
        if (distributed && !"STANDARD".equals(executionType) && !"EXPRESS".equals(executionType)) {
            fields.fault("ExecutionType", "must be STANDARD or EXPRESS in a distributed map");
        } else if (!distributed && executionType != null) {
            fields.fault("ExecutionType", "belongs to a distributed map");
        }
        fields.refuseRest();
        return new ProcessorConfig(distributed, executionType == null ? "STANDARD" : executionType);
    }

    private static void refuseDistributedFields(FieldReader fields) {
        for (String field : DISTRIBUTED_ONLY) {
            if (fields.take(field) != null) {
                fields.fault(field, "belongs to a distributed map (ProcessorConfig with Mode DISTRIBUTED)");
            }
        }
    }

    private static Distribution distribution(String name, FieldReader fields, ProcessorConfig config) {
        String label = fields.text("Label");
        if (label != null && (label.length() > LONGEST_LABEL || !label.matches("[A-Za-z0-9_-]+"))) {
            fields.fault("Label", "has 1 to " + LONGEST_LABEL + " letters, digits, _ and -");
        }
        Template count = fields.quantity("ToleratedFailureCount", 0, Integer.MAX_VALUE);
        Template percentage = fields.quantity("ToleratedFailurePercentage", 0, 100);
        ObjectNode batcher = fields.object("ItemBatcher");
        Distribution.Batching batching = batcher == null ? null : batching(fields, batcher);
        return new Distribution(
                label == null ? generatedLabel(name) : label, config.executionType(), count, percentage, batching);
    }

    /** Step Functions makes up a label from the state's name. */
    private static String generatedLabel(String name) {
        String letters = name.replaceAll("[^A-Za-z0-9_-]", "");
        return letters.substring(0, Math.min(LONGEST_LABEL, letters.length()));
    }

    private static Distribution.Batching batching(FieldReader owner, ObjectNode node) {
        FieldReader fields = owner.inside("ItemBatcher", node);
        Template items = fields.quantity("MaxItemsPerBatch", 1, Integer.MAX_VALUE);
        Template bytes = fields.quantity("MaxInputBytesPerBatch", 1, 262_144);
        Template input = fields.template("BatchInput");
        if (items == null && bytes == null) {
            fields.fault("MaxItemsPerBatch", "one of MaxItemsPerBatch and MaxInputBytesPerBatch is required");
        }
        fields.refuseRest();
        return new Distribution.Batching(items, bytes, input);
    }
}
