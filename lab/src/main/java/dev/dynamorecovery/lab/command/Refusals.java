package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;

/** Refusals as they are shown. */
final class Refusals {

    private Refusals() {}

    static void addTo(ObjectNode json, List<Refusal> refusals) {
        ArrayNode array = json.putArray("refusals");
        for (Refusal refusal : refusals) {
            array.addObject()
                    .put("code", refusal.code())
                    .put("field", refusal.field())
                    .put("value", refusal.value())
                    .put("remedy", refusal.remedy());
        }
    }

    static String text(Refusal refusal) {
        String value = refusal.value().isEmpty() ? "" : " '" + refusal.value() + "'";
        return refusal.code() + ": " + refusal.field() + value + System.lineSeparator() + "      " + refusal.remedy();
    }
}
