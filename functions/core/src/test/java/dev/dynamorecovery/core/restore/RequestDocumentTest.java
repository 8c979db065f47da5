package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDocumentTest {

    private static final String BACKUP =
            "arn:aws:dynamodb:us-east-1:123456789012:table/orders/backup/01700000000000-ab12";

    @Test
    void shouldReadARestoreWithEveryField() {
        assertThat(read("""
                {"operation":"Restore","table":"orders",
                 "restorePoint":{"type":"Instant","instant":"2026-11-22T10:40:00Z"},
                 "target":"orders-copy","expectedState":{"type":"Baseline","baseline":"b-1"},
                 "keepCopy":false,"keepBaseline":false,"incidentAt":"2026-11-22T10:41:07.5Z","revealValues":true,"requestId":"again-1"}"""))
                .isEqualTo(new RequestReading.Understood(new RecoveryRequest.Restore(
                        "orders",
                        new RestorePoint.AtInstant(Instant.parse("2026-11-22T10:40:00Z")),
                        Optional.of("orders-copy"),
                        new ExpectedState.NamedBaseline("b-1"),
                        false,
                        false,
                        Optional.of(Instant.parse("2026-11-22T10:41:07.5Z")),
                        true,
                        Optional.of("again-1"))));
    }

    @Test
    void shouldKeepTheCopyHideValuesAndCompareWithWhatIsKnownBestUnlessTold() {
        assertThat(
                        read(
                                "{\"operation\":\"Restore\",\"table\":\"orders\",\"restorePoint\":{\"type\":\"LatestRestorable\"}}"))
                .isEqualTo(new RequestReading.Understood(new RecoveryRequest.Restore(
                        "orders",
                        new RestorePoint.LatestRestorable(),
                        Optional.empty(),
                        new ExpectedState.BestKnown(),
                        true,
                        true,
                        Optional.empty(),
                        false,
                        Optional.empty())));
    }

    @Test
    void shouldTellABackupFromTheLatestOne() {
        assertThat(point("{\"type\":\"Backup\",\"backupArn\":\"latest\"}")).isEqualTo(new RestorePoint.LatestBackup());
        assertThat(point("{\"type\":\"Backup\",\"backupArn\":\"" + BACKUP + "\"}"))
                .isEqualTo(new RestorePoint.FromBackup(BACKUP));
    }

    @Test
    void shouldStartFromTheNearestBaselineUnlessOneIsNamed() {
        assertThat(expected("{\"type\":\"ChangeLog\"}")).isEqualTo(new ExpectedState.ChangeLog(Optional.empty()));
        assertThat(expected("{\"type\":\"ChangeLog\",\"baseline\":\"latest\"}"))
                .isEqualTo(new ExpectedState.ChangeLog(Optional.empty()));
        assertThat(expected("{\"type\":\"ChangeLog\",\"baseline\":\"b-1\"}"))
                .isEqualTo(new ExpectedState.ChangeLog(Optional.of("b-1")));
    }

    @Test
    void shouldReadABaseline() {
        assertThat(read("{\"operation\":\"Baseline\",\"table\":\"orders\",\"requestId\":\"r\"}"))
                .isEqualTo(new RequestReading.Understood(new RecoveryRequest.Baseline("orders", Optional.of("r"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            (document)                | nonsense
            (document)                | []
            (document)                | {"operation":"Restore"} {}
            (document)                | {"table":"orders","table":"users"}
            operation                 | {"table":"orders"}
            operation                 | {"operation":"restore","table":"orders"}
            operation                 | {"operation":7}
            tabel                     | {"operation":"Restore","tabel":"orders","restorePoint":{"type":"LatestRestorable"}}
            table                     | {"operation":"Restore","restorePoint":{"type":"LatestRestorable"}}
            table                     | {"operation":"Restore","table":"o","restorePoint":{"type":"LatestRestorable"}}
            table                     | {"operation":"Restore","table":"or ders","restorePoint":{"type":"LatestRestorable"}}
            table                     | {"operation":"Restore","table":null,"restorePoint":{"type":"LatestRestorable"}}
            restorePoint              | {"operation":"Restore","table":"orders"}
            restorePoint              | {"operation":"Restore","table":"orders","restorePoint":"2026-11-22T10:40:00Z"}
            restorePoint.type         | {"operation":"Restore","table":"orders","restorePoint":{"type":"Yesterday"}}
            restorePoint.instant      | {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant"}}
            restorePoint.instant      | {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":"2026-11-22 10:40"}}
            restorePoint.instant      | {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":"2026-11-22T10:40:00.5Z"}}
            restorePoint.instant      | {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":1700000000}}
            restorePoint.instant      | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable","instant":"2026-11-22T10:40:00Z"}}
            restorePoint.backupArn    | {"operation":"Restore","table":"orders","restorePoint":{"type":"Instant","instant":"2026-11-22T10:40:00Z","backupArn":"latest"}}
            restorePoint.backupArn    | {"operation":"Restore","table":"orders","restorePoint":{"type":"Backup"}}
            restorePoint.backupArn    | {"operation":"Restore","table":"orders","restorePoint":{"type":"Backup","backupArn":"newest"}}
            target                    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"target":"a/b"}
            target                    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"target":""}
            expectedState.type        | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"Hope"}}
            expectedState.baseline    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"Baseline"}}
            expectedState.baseline    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"Baseline","baseline":"../x"}}
            expectedState.baseline    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"LiveTable","baseline":"b"}}
            expectedState.baseline    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"None","baseline":"b"}}
            expectedState.baseline    | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"expectedState":{"type":"ChangeLog","baseline":"../x"}}
            keepBaseline              | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"keepBaseline":"no"}
            keepCopy                  | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"keepCopy":"no"}
            incidentAt                | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"incidentAt":"noon"}
            revealValues              | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"revealValues":1}
            requestId                 | {"operation":"Restore","table":"orders","restorePoint":{"type":"LatestRestorable"},"requestId":"a b"}
            keepCopy                  | {"operation":"Baseline","table":"orders","keepCopy":true}
            """)
    void shouldRefuseAMalformedRequestNamingFieldValueAndRemedy(String field, String json) {
        assertThat(read(json))
                .asInstanceOf(type(RequestReading.Malformed.class))
                .satisfies(malformed -> assertThat(malformed.refusals())
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
                            assertThat(refusal.field()).isEqualTo(field);
                            assertThat(refusal.value()).isNotBlank();
                            assertThat(refusal.remedy()).isNotBlank();
                        }));
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThat(read("{\"operation\":\"Restore\",\"restorePoint\":{\"type\":\"No\"},\"keepCopy\":3}"))
                .asInstanceOf(type(RequestReading.Malformed.class))
                .satisfies(malformed -> assertThat(malformed.refusals())
                        .extracting(Refusal::field)
                        .containsExactly("table", "restorePoint.type", "keepCopy"));
    }

    private static RequestReading read(String json) {
        return RequestDocument.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static RestorePoint point(String point) {
        var reading = read("{\"operation\":\"Restore\",\"table\":\"orders\",\"restorePoint\":" + point + "}");
        return ((RecoveryRequest.Restore) ((RequestReading.Understood) reading).request()).restorePoint();
    }

    private static ExpectedState expected(String state) {
        var reading =
                read("{\"operation\":\"Restore\",\"table\":\"orders\",\"restorePoint\":{\"type\":\"LatestRestorable\"},"
                        + "\"expectedState\":" + state + "}");
        return ((RecoveryRequest.Restore) ((RequestReading.Understood) reading).request()).expectedState();
    }
}
