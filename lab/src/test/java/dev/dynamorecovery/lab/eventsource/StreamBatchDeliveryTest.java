package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.eventsource.FailedBatch.Condition;
import dev.dynamorecovery.lab.eventsource.MappingSettings.Retrying;
import dev.dynamorecovery.lab.eventsource.ScriptedFunction.Manner;
import dev.dynamorecovery.lab.time.SystemLabTime;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamBatchDeliveryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final VirtualLabTime time = new VirtualLabTime(START);
    private final InMemoryShard shard = new InMemoryShard();
    private final List<FailedBatch> givenUp = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Manner.class)
    void shouldIsolateAPoisonRecordOfAThousandAndDeliverEverythingElseInOrder(Manner manner) throws Exception {
        fill(1_000);
        String poison = shard.sequence(613);
        ScriptedFunction function = new ScriptedFunction(manner, Set.of(poison));

        deliver(function, new Retrying(true, Optional.empty(), OptionalInt.of(2), Optional.empty()));

        assertThat(function.processed)
                .containsExactlyElementsOf(sequences().stream()
                        .filter(sequence -> !sequence.equals(poison))
                        .toList());
        assertThat(givenUp).singleElement().satisfies(batch -> {
            assertThat(batch.records()).containsExactly(shard.records().get(613));
            assertThat(batch.condition()).isEqualTo(Condition.RETRY_ATTEMPTS_EXHAUSTED);
        });
        assertThat(function.batches.stream().filter(List.of(poison)::equals)).hasSize(3);
    }

    @Test
    void shouldGoBackToTheLowestReportedRecordAndDeliverEverythingAfterItAgain() throws Exception {
        fill(5);
        ScriptedFunction function = new ScriptedFunction(Manner.NAMES_THE_ITEM, Set.of(shard.sequence(1)));

        deliver(function, new Retrying(false, Optional.empty(), OptionalInt.of(2), Optional.empty()));

        List<String> rest = sequences().subList(1, 5);
        assertThat(function.batches).containsExactly(sequences(), rest, rest);
        assertThat(givenUp).singleElement().satisfies(batch -> {
            assertThat(batch.records()).hasSize(4);
            assertThat(batch.invocations()).isEqualTo(3);
        });
    }

    @Test
    void shouldRetryAsOftenAsAllowedWithGrowingPauses() throws Exception {
        fill(3);
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of(shard.sequence(0)));

        deliver(function, new Retrying(false, Optional.empty(), OptionalInt.of(3), Optional.empty()));

        assertThat(function.batches).hasSize(4).containsOnly(sequences());
        assertThat(Duration.between(START, time.now())).isEqualTo(Duration.ofMillis(500 + 1_000 + 2_000));
    }

    @Test
    void shouldGiveUpAtOnceWhenNoRetryIsAllowed() throws Exception {
        fill(3);
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of(shard.sequence(2)));

        deliver(function, new Retrying(false, Optional.empty(), OptionalInt.of(0), Optional.empty()));

        assertThat(function.batches).hasSize(1);
        assertThat(givenUp)
                .singleElement()
                .satisfies(batch -> assertThat(batch.records()).hasSize(3));
    }

    @Test
    void shouldRetryUntilTheRecordsAreTooOldAndGiveUpOnlyThose() throws Exception {
        shard.add("a", "old", START.minusSeconds(50));
        shard.add("b", "young", START);
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of(shard.sequence(0)));

        deliver(
                function,
                new Retrying(false, Optional.of(Duration.ofSeconds(60)), OptionalInt.empty(), Optional.empty()));

        assertThat(givenUp).singleElement().satisfies(batch -> {
            assertThat(batch.records()).containsExactly(shard.records().getFirst());
            assertThat(batch.condition()).isEqualTo(Condition.RECORD_AGE_EXCEEDED);
        });
        assertThat(function.batches.size()).isGreaterThan(2);
        assertThat(function.processed).containsExactly(shard.sequence(1));
    }

    @Test
    void shouldLetNoRecordAgeFasterThanInARealMinuteHoweverShortTimeIs() throws Exception {
        shard.add("a", "v", START.minusSeconds(59));
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of());

        new StreamBatchDelivery(
                        shard,
                        function,
                        new Retrying(false, Optional.of(Duration.ofHours(1)), OptionalInt.empty(), Optional.empty()),
                        new SystemLabTime(Clock.fixed(START, ZoneOffset.UTC), 0.001),
                        givenUp::add)
                .deliver(shard.records());

        assertThat(function.processed).hasSize(1);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void shouldNotCountThrottledInvocationsAsRetries() throws Exception {
        fill(2);
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of()).refusing(7);

        deliver(function, new Retrying(false, Optional.empty(), OptionalInt.of(0), Optional.empty()));

        assertThat(function.processed).containsExactlyElementsOf(sequences());
        assertThat(givenUp).isEmpty();
    }

    @Test
    void shouldTellWhereAnAbandonedBatchIsInTheWordsOfAws() throws Exception {
        fill(2);
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of(shard.sequence(0)));
        deliver(function, new Retrying(false, Optional.empty(), OptionalInt.of(0), Optional.empty()));

        JsonNode message = new ObjectMapper()
                .readTree(givenUp.getFirst().message("arn:aws:lambda:us-east-1:123456789012:function:f:live", START));

        assertThat(message).isEqualTo(new ObjectMapper().readTree("""
                {
                  "requestContext": {
                    "requestId": "request-1",
                    "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:f:live",
                    "condition": "RetryAttemptsExhausted",
                    "approximateInvokeCount": 1
                  },
                  "responseContext": {"statusCode": 200, "executedVersion": "1", "functionError": "Unhandled"},
                  "version": "1.0",
                  "timestamp": "2026-03-01T10:00:00Z",
                  "DDBStreamBatchInfo": {
                    "shardId": "shardId-1",
                    "startSequenceNumber": "100000000000000000001",
                    "endSequenceNumber": "100000000000000000002",
                    "approximateArrivalOfFirstRecord": "2026-03-01T10:00:00Z",
                    "approximateArrivalOfLastRecord": "2026-03-01T10:00:00Z",
                    "batchSize": 2,
                    "streamArn": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-03-01T10:00:00.000"
                  }
                }
                """));
    }

    private void deliver(ScriptedFunction function, Retrying retrying) throws InterruptedException {
        new StreamBatchDelivery(shard, function, retrying, time, givenUp::add).deliver(shard.records());
    }

    private void fill(int count) {
        for (int number = 0; number < count; number++) {
            shard.add("key-" + number, "v", START);
        }
    }

    private List<String> sequences() {
        return shard.records().stream().map(StreamRecord::sequenceNumber).toList();
    }
}
