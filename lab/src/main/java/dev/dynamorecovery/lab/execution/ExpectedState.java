package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

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

    /** What a baseline and the change log give; the nearest baseline where {@code baseline} is null. */
    record ChangeLog(@Nullable String baseline) implements ExpectedState {
        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("type", "ChangeLog");
            return baseline == null ? json : json.put("baseline", baseline);
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
