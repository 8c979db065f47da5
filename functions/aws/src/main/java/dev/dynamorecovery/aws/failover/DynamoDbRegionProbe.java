package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.rpo.DynamoDbHeartbeats;
import dev.dynamorecovery.core.failover.observe.RegionProbe;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.rpo.Heartbeat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Asks DynamoDB's data plane in each Region by a client of its own, which tries once and waits no longer than a probe. */
public final class DynamoDbRegionProbe implements RegionProbe {

    private final Map<String, DynamoDbClient> clients;
    private final String controlTable;

    /** @param clients by Region */
    public DynamoDbRegionProbe(Map<String, DynamoDbClient> clients, String controlTable) {
        this.clients = Map.copyOf(clients);
        this.controlTable = controlTable;
    }

    @Override
    public Probe beat(String region, String table, Item key, Instant now) {
        return probed(region, client -> {
            new DynamoDbHeartbeats(client).beat(table, key, now);
            writtenAt(client, table, key, true);
        });
    }

    @Override
    public Probe look(String region, String group) {
        return probed(
                region,
                client -> client.getItem(
                        request -> request.tableName(controlTable).key(ControlItem.key(group, ControlItem.CONTROL))));
    }

    @Override
    public Optional<Instant> held(String region, String table, Item key) {
        DynamoDbClient client = clients.get(region);
        if (client == null) {
            return Optional.empty();
        }
        try {
            return writtenAt(client, table, key, false);
        } catch (SdkException | DateTimeException nobodyCanTell) {
            // What is not known is no measurement: the assessment refuses without one.
            return Optional.empty();
        }
    }

    private static Optional<Instant> writtenAt(DynamoDbClient client, String table, Item key, boolean consistent) {
        @Nullable
        AttributeValue writtenAt = client.getItem(request ->
                        request.tableName(table).key(SdkItems.toSdk(key)).consistentRead(consistent))
                .item()
                .get(Heartbeat.WRITTEN_AT);
        return writtenAt == null || writtenAt.s() == null
                ? Optional.empty()
                : Optional.of(Instant.parse(writtenAt.s()));
    }

    /** What a probe asks. */
    private interface Question {
        void ask(DynamoDbClient client);
    }

    private Probe probed(String region, Question question) {
        DynamoDbClient client = clients.get(region);
        if (client == null) {
            return new Probe.NotSeen(region + " is none of this stack's Regions");
        }
        long begin = System.nanoTime();
        try {
            question.ask(client);
            return new Probe.Succeeded(Duration.ofNanos(System.nanoTime() - begin));
        } catch (RuntimeException failure) {
            return ProbeFailures.classified(failure);
        }
    }
}
