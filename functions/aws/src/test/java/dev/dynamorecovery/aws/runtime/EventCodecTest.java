package dev.dynamorecovery.aws.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

    record Inner(int count) {}

    record Event(@Nullable String name, Instant at, List<Inner> parts) {}

    record Outer(Event event) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | field event is missing",
                "{\"event\":{\"at\":\"1970-01-01T00:00:00Z\"}} | field event.parts is missing",
                "{\"event\":{\"name\":\"a\",\"at\":null,\"parts\":[]}} | field event.at is missing"
            })
    void shouldNameAFieldThatIsMissing(String event, String message) {
        assertThatThrownBy(() -> EventCodec.read(new ByteArrayInputStream(event.getBytes(UTF_8)), Outer.class))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadAnEventWithoutItsOptionalFields() throws IOException {
        byte[] event = "{\"at\":\"1970-01-01T00:00:00Z\",\"parts\":[]}".getBytes(UTF_8);

        assertThat(EventCodec.read(new ByteArrayInputStream(event), Event.class))
                .isEqualTo(new Event(null, Instant.EPOCH, List.of()));
    }

    @Test
    void shouldWriteAbsentValuesAndTimesAsText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        EventCodec.write(out, new Event(null, Instant.EPOCH, List.of(new Inner(1))));

        assertThat(out.toString(UTF_8))
                .isEqualTo("{\"name\":null,\"at\":\"1970-01-01T00:00:00Z\",\"parts\":[{\"count\":1}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"surprise\":\"secret\"} | surprise",
                "{\"parts\":[{\"count\":1,\"odd\":\"secret\"}]} | parts.[0].odd",
                "{\"parts\":[{\"count\":\"secret\"}]} | parts.[0].count",
                "{\"at\":\"secret\"} | at",
                "secret | no JSON",
                "null | null"
            })
    void shouldNameThePlaceAndNeverShowTheValue(String event, String place) {
        assertThatThrownBy(() -> EventCodec.read(new ByteArrayInputStream(event.getBytes(UTF_8)), Event.class))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining(place)
                .hasMessageNotContaining("secret");
    }
}
