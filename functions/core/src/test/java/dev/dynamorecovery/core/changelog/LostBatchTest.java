package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dynamorecovery.core.document.InvalidField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LostBatchTest {

    @Test
    void shouldReadWhatLambdaTellsOfRecordsThatItGaveUp() {
        assertThat(LostChanges.oneRecord())
                .isEqualTo(new LostBatch(
                        new StreamName("orders", "2026-11-22T10:00:00.000"),
                        "shardId-00000001-a",
                        "000000000000000000014",
                        "000000000000000000014",
                        1,
                        Instant.parse("2026-11-22T10:13:19Z"),
                        Instant.parse("2026-11-22T10:13:19Z"),
                        "RetryAttemptsExhausted",
                        21,
                        Instant.parse("2026-11-22T10:13:49.717Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "shardId",
        "startSequenceNumber",
        "endSequenceNumber",
        "approximateArrivalOfFirstRecord",
        "approximateArrivalOfLastRecord",
        "batchSize",
        "streamArn",
        "condition",
        "approximateInvokeCount",
        "timestamp"
    })
    void shouldNameTheFieldThatAMessageLacks(String field) {
        assertThatThrownBy(() -> read(LostChanges.ONE_RECORD.replace('"' + field + '"', "\"other\"")))
                .asInstanceOf(type(InvalidField.class))
                .satisfies(invalid -> {
                    assertThat(invalid.field()).isEqualTo(field);
                    assertThat(invalid.value()).isEqualTo("(absent)");
                    assertThat(invalid.remedy()).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:13:49.717Z, yesterday, timestamp",
        "arn:aws:dynamodb, arn:aws:kinesis, streamArn",
    })
    void shouldRefuseWhatNoStreamWouldSay(String before, String after, String field) {
        assertThatThrownBy(() -> read(LostChanges.ONE_RECORD.replace(before, after)))
                .asInstanceOf(type(InvalidField.class))
                .satisfies(invalid -> assertThat(invalid.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"DDBStreamBatchInfo\":null}"})
    void shouldRefuseMessagesOfAnotherKind(String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOf(InvalidField.class);
    }

    private static LostBatch read(String message) {
        return LostBatch.read(message.getBytes(StandardCharsets.UTF_8));
    }
}
