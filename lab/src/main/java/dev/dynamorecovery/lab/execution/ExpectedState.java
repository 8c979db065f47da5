package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a restored table is held against. */
public sealed interface ExpectedState {

    ObjectNode toJson();

    /** A baseline, by its id or {@code latest}. */
    record Baseline(String baseline) implements ExpectedState {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "Baseline").put("baseline", baseline);
        }
    }

    /** The live table, where it is quiet. */
    record LiveTable() implements ExpectedState {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "LiveTable");
        }
    }

    /** Nothing: only settings, invariants and references are checked. */
    record None() implements ExpectedState {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "None");
        }
    }
}
