package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** A backup, copy or restore job: what its Describe operation tells of it, as it stands. */
final class Job {

    /** What a job does, and how it is told of. */
    enum Kind {
        BACKUP("backup", "BackupJobId", "State", "Backup Job State Change"),
        COPY("copy", "CopyJobId", "State", "Copy Job State Change"),
        RESTORE("restore", "RestoreJobId", "Status", "Restore Job State Change");

        private final String word;
        private final String idMember;
        private final String stateMember;
        private final String eventType;

        Kind(String word, String idMember, String stateMember, String eventType) {
            this.word = word;
            this.idMember = idMember;
            this.stateMember = stateMember;
            this.eventType = eventType;
        }

        String word() {
            return word;
        }

        String idMember() {
            return idMember;
        }

        /** {@code State}, but {@code Status} of a restore. */
        String stateMember() {
            return stateMember;
        }

        String eventType() {
            return eventType;
        }
    }

    private final Kind kind;
    private final String region;
    private final String account;
    private final ObjectNode details;

    Job(Kind kind, String region, String account, ObjectNode details) {
        this.kind = kind;
        this.region = region;
        this.account = account;
        this.details = details;
    }

    Kind kind() {
        return kind;
    }

    String region() {
        return region;
    }

    String account() {
        return account;
    }

    String id() {
        return details().path(kind.idMember()).asText();
    }

    String state() {
        return details().path(kind.stateMember()).asText();
    }

    ObjectNode details() {
        synchronized (details) {
            return details.deepCopy();
        }
    }

    void change(Consumer<ObjectNode> change) {
        synchronized (details) {
            change.accept(details);
        }
    }
}
