package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request to the restore machine or the replay machine.
 *
 * <p>Its execution's name is a hash of its canonical form, so the same request asked twice is one execution.
 */
public sealed interface RecoveryRequest {

    String table();

    /** The machine's input, fields in a fixed order, what was not asked for left out. */
    ObjectNode toJson();

    /** The canonical form: the input on one line. */
    default String inputJson() {
        return Json.compact(toJson());
    }

    /** The name of the one execution of this request: at most 80 characters, as Step Functions allows. */
    default String executionName() {
        return executionNamePrefix() + hash(inputJson());
    }

    /** What the names of executions of this kind on this table begin with. */
    default String executionNamePrefix() {
        String kind = switch (this) {
            case Restore restore -> "restore";
            case Baseline baseline -> "baseline";
            case RollForward forward -> RecoveryMachine.ROLL_FORWARD;
            case ProposeUndo proposal -> RecoveryMachine.UNDO;
            case ApplyUndo application -> RecoveryMachine.UNDO;
        };
        String shortened = table().substring(0, Math.min(table().length(), 30));
        return kind + "-" + shortened + "-";
    }

    /** Restores a table into a new one and verifies it; optional fields are null where the plan or the machine decides. */
    record Restore(
            String table,
            RestorePoint restorePoint,
            @Nullable String target,
            @Nullable ExpectedState expectedState,
            boolean keepCopy,
            boolean keepBaseline,
            @Nullable Instant incidentAt,
            boolean revealValues,
            @Nullable String requestId)
            implements RecoveryRequest {

        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("operation", "Restore").put("table", table);
            json.set("restorePoint", restorePoint.toJson());
            if (target != null) {
                json.put("target", target);
            }
            if (expectedState != null) {
                json.set("expectedState", expectedState.toJson());
            }
            json.put("keepCopy", keepCopy);
            if (!keepBaseline) {
                json.put("keepBaseline", false);
            }
            if (incidentAt != null) {
                json.put("incidentAt", incidentAt.toString());
            }
            json.put("revealValues", revealValues);
            if (requestId != null) {
                json.put("requestId", requestId);
            }
            return json;
        }
    }

    /** Takes a baseline of a table that is quiet. */
    record Baseline(String table, String requestId) implements RecoveryRequest {

        @Override
        public ObjectNode toJson() {
            return Json.object()
                    .put("operation", "Baseline")
                    .put("table", table)
                    .put("requestId", requestId);
        }
    }

    /** Brings a restored copy up to now; optional fields are null where the machine decides. */
    record RollForward(
            String table,
            String copy,
            @Nullable Instant from,
            ChosenChanges without,
            boolean dryRun,
            boolean acceptGaps,
            boolean revealValues,
            boolean verify,
            @Nullable String requestId)
            implements RecoveryRequest {

        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object()
                    .put("operation", "RollForward")
                    .put("table", table)
                    .put("copy", copy);
            if (from != null) {
                json.put("from", from.toString());
            }
            if (!without.isEmpty()) {
                json.set("without", without.toJson());
            }
            json.put("dryRun", dryRun)
                    .put("acceptGaps", acceptGaps)
                    .put("revealValues", revealValues)
                    .put("verify", verify);
            if (requestId != null) {
                json.put("requestId", requestId);
            }
            return json;
        }
    }

    /** Lists what taking changes out of the live table would change. */
    record ProposeUndo(
            String table,
            ChosenChanges changes,
            boolean acceptGaps,
            boolean revealValues,
            @Nullable String requestId) implements RecoveryRequest {

        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("operation", "Undo").put("table", table);
            json.set("changes", changes.toJson());
            json.put("acceptGaps", acceptGaps).put("revealValues", revealValues);
            if (requestId != null) {
                json.put("requestId", requestId);
            }
            return json;
        }
    }

    /**
     * Carries an earlier listing out.
     *
     * @param proposal the execution that listed it
     */
    record ApplyUndo(
            String table, String proposal, @Nullable String requestId) implements RecoveryRequest {

        @Override
        public ObjectNode toJson() {
            ObjectNode json =
                    Json.object().put("operation", "Undo").put("table", table).put("apply", proposal);
            if (requestId != null) {
                json.put("requestId", requestId);
            }
            return json;
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
