package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.eventsource.BatchFunction.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAnswerTest {

    private static final List<Item> BATCH =
            List.of(new Item("100", "{}"), new Item("101", "{}"), new Item("102", "{}"));

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{'batchItemFailures':null}", "{'batchItemFailures':[]}", "{'state':{}}"})
    void shouldTakeAnAnswerWithoutFailuresForSuccess(String answer) {
        assertThat(failures(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'done'",
                "[]",
                "{",
                "{'batchItemFailures':'101'}",
                "{'batchItemFailures':[{'itemIdentifier':''}]}",
                "{'batchItemFailures':[{'itemIdentifier':null}]}",
                "{'batchItemFailures':[{'sequenceNumber':'101'}]}",
                "{'batchItemFailures':[{'itemIdentifier':'101'},{'itemIdentifier':'999'}]}"
            })
    void shouldFailTheWholeBatchWhenItCannotTellWhatFailed(String answer) {
        assertThat(failures(answer)).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'batchItemFailures':[{'itemIdentifier':'101'}]} | 1",
                "{'batchItemFailures':[{'itemIdentifier':'102'},{'itemIdentifier':'101'}]} | 1"
            },
            quoteCharacter = '"')
    void shouldTellTheFirstThatFailed(String answer, int first) {
        assertThat(failures(answer).getFirst()).isEqualTo(first);
    }

    private static List<Integer> failures(String answer) {
        return BatchAnswer.failures(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8), BATCH);
    }
}
