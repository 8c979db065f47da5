package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Where a restore goes back to. */
public sealed interface RestorePoint {

    ObjectNode toJson();

    /** In words, for the operator. */
    String words();

    /** Point-in-time recovery to a whole second. */
    record AtInstant(Instant instant) implements RestorePoint {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "Instant").put("instant", instant.toString());
        }

        @Override
        public String words() {
            return instant.toString();
        }
    }

    /** Point-in-time recovery to the latest instant there is. */
    record LatestRestorable() implements RestorePoint {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "LatestRestorable");
        }

        @Override
        public String words() {
            return "the latest restorable instant";
        }
    }

    /** An on-demand backup, by its ARN or {@code latest}. */
    record FromBackup(String backupArn) implements RestorePoint {
        @Override
        public ObjectNode toJson() {
            return Json.object().put("type", "Backup").put("backupArn", backupArn);
        }

        @Override
        public String words() {
            return "latest".equals(backupArn) ? "the latest backup" : "backup " + backupArn;
        }
    }
}
