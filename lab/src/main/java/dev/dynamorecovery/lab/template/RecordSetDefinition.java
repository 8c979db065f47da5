package dev.dynamorecovery.lab.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A record set of the template.
 *
 * @param name without a dot at its end
 * @param type {@code A} or {@code CNAME}
 * @param setIdentifier tells records of one name and type apart; empty for a record that stands alone
 * @param healthCheckId empty for a record that always counts as healthy
 */
public record RecordSetDefinition(
        String logicalId,
        String hostedZoneId,
        String name,
        String type,
        Duration timeToLive,
        List<String> values,
        Optional<Failover> failover,
        String setIdentifier,
        Optional<String> healthCheckId) {

    /** Which of a failover pair a record is. */
    public enum Failover {
        PRIMARY,
        SECONDARY
    }

    public RecordSetDefinition {
        values = List.copyOf(values);
    }
}
