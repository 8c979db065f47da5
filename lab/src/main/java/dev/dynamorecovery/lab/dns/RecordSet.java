package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.RecordSetDefinition;
import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Records of one name and type, that stand alone or are one of a failover pair.
 *
 * @param name in lower case, without a dot at its end
 * @param type such as {@code CNAME}
 * @param setIdentifier tells the two of a pair apart; empty for records that stand alone
 * @param healthCheckId empty for records that always count as healthy
 */
public record RecordSet(
        String name,
        String type,
        Duration timeToLive,
        List<String> values,
        Optional<Failover> failover,
        String setIdentifier,
        Optional<String> healthCheckId) {

    public RecordSet {
        name = canonical(name);
        values = List.copyOf(values);
    }

    /** Records that stand alone. */
    public static RecordSet simple(String name, String type, Duration timeToLive, String... values) {
        return new RecordSet(name, type, timeToLive, List.of(values), Optional.empty(), "", Optional.empty());
    }

    static RecordSet of(RecordSetDefinition definition) {
        return new RecordSet(
                definition.name(),
                definition.type(),
                definition.timeToLive(),
                definition.values(),
                definition.failover(),
                definition.setIdentifier(),
                definition.healthCheckId());
    }

    /** A name as names are compared. */
    static String canonical(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    }
}
