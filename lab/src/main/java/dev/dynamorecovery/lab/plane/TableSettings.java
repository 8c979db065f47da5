package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the plane keeps about a table because the engine would not, or would get it wrong. */
final class TableSettings {

    /** Continuous backups since an instant, for a number of days. */
    record PointInTimeRecovery(Instant enabledAt, int recoveryPeriodInDays) {}

    /** Expiry by an attribute; the change takes a while to settle. */
    record TimeToLive(String attributeName, boolean enabled, Instant settledAt) {}

    /** A resource-based policy document and its revision. */
    record ResourcePolicy(String document, String revisionId) {}

    private final Map<String, String> tags = new ConcurrentSkipListMap<>();
    private final Map<String, ResourcePolicy> resourcePolicies = new ConcurrentHashMap<>();
    private volatile boolean tagged;
    private volatile boolean deletionProtection;
    private volatile Optional<PointInTimeRecovery> pointInTimeRecovery = Optional.empty();
    private volatile Optional<TimeToLive> timeToLive = Optional.empty();
    private volatile Optional<ObjectNode> encryption = Optional.empty();
    private volatile Optional<ObjectNode> tableClass = Optional.empty();
    private volatile Optional<ObjectNode> restoreSummary = Optional.empty();

    Map<String, String> tags() {
        return tags;
    }

    void tag(String key, String value) {
        tagged = true;
        tags.put(key, value);
    }

    /** Whether it has a tag, or had one once. */
    boolean tagged() {
        return tagged;
    }

    /** By the ARN of the table or of one of its streams. */
    Map<String, ResourcePolicy> resourcePolicies() {
        return resourcePolicies;
    }

    boolean deletionProtection() {
        return deletionProtection;
    }

    void deletionProtection(boolean enabled) {
        deletionProtection = enabled;
    }

    Optional<PointInTimeRecovery> pointInTimeRecovery() {
        return pointInTimeRecovery;
    }

    void pointInTimeRecovery(Optional<PointInTimeRecovery> setting) {
        pointInTimeRecovery = setting;
    }

    Optional<TimeToLive> timeToLive() {
        return timeToLive;
    }

    void timeToLive(TimeToLive setting) {
        timeToLive = Optional.of(setting);
    }

    /** {@code SSEDescription}; empty while the table is encrypted with a key that AWS owns. */
    Optional<ObjectNode> encryption() {
        return encryption;
    }

    void encryption(Optional<ObjectNode> description) {
        encryption = description;
    }

    /** {@code TableClassSummary}. */
    Optional<ObjectNode> tableClass() {
        return tableClass;
    }

    void tableClass(Optional<ObjectNode> summary) {
        tableClass = summary;
    }

    Optional<ObjectNode> restoreSummary() {
        return restoreSummary;
    }

    void restoreSummary(Optional<ObjectNode> summary) {
        restoreSummary = summary;
    }
}
