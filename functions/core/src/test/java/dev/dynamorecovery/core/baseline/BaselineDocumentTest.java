package dev.dynamorecovery.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.settings.SampleSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineDocumentTest {

    private static final Instant INSTANT = Instant.parse("2026-11-22T10:40:00Z");
    private static final String KEY = "0123456789abcdef".repeat(4);

    @Test
    void shouldReadWhatItWrote() {
        var manifest = manifest(INSTANT, KEY, 20_000);

        assertThat(BaselineDocument.read(BaselineDocument.write(manifest))).isEqualTo(manifest);
    }

    @Test
    void shouldNeverShowItsKeyInALog() {
        assertThat(manifest(INSTANT, KEY, 1)).asString().doesNotContain(KEY).contains("orders");
    }

    @Test
    void shouldHoldOnlyAnInstantThatWasProven() {
        assertThatThrownBy(() -> manifest(INSTANT.minusSeconds(60), KEY, 1)).hasMessageContaining("quiet window");
        assertThatThrownBy(() -> manifest(INSTANT.plusSeconds(60), KEY, 1)).hasMessageContaining("quiet window");
    }

    @Test
    void shouldRefuseAShortKeyAndANegativeCount() {
        assertThatThrownBy(() -> manifest(INSTANT, "abcd", 1))
                .hasMessageContaining("hashKey")
                .hasMessageNotContaining("abcd");
        assertThatThrownBy(() -> manifest(INSTANT, KEY, -1)).hasMessageContaining("itemCount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\" : 2 | \"formatVersion\" : 3",
                "\"formatVersion\" : 2 | \"formatVersion\" : 0",
                "\"itemCount\" : 7     | \"itemCount\" : \"7\"",
                "\"itemCount\" : 7     | \"itemCount\" : 7, \"itemCount\" : 8",
                "\"itemCount\" : 7     | \"itemCount\" : 7, \"surprise\" : 1",
                "\"itemCount\" : 7,    | ''",
                "\"type\" : \"Provisioned\" | \"type\" : \"Free\"",
                "{                     | ["
            })
    void shouldRefuseAManifestThatItDoesNotUnderstand(String from, String to) {
        var json = new String(BaselineDocument.write(manifest(INSTANT, KEY, 7)), StandardCharsets.UTF_8);
        var broken = json.replace(from, to);

        assertThat(broken).isNotEqualTo(json);
        assertThatThrownBy(() -> BaselineDocument.read(broken.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take the baseline again");
    }

    @Test
    void shouldReadABaselineOfTheFirstVersionAsQuietReadings() {
        var json = new String(BaselineDocument.write(manifest(INSTANT, KEY, 7)), StandardCharsets.UTF_8)
                .replace("\"formatVersion\" : 2", "\"formatVersion\" : 1")
                .replaceAll(" *\"proof\" : \"QuietReadings\",\n", "");

        var manifest = BaselineDocument.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(manifest.formatVersion()).isEqualTo(1);
        assertThat(manifest.proof()).isNull();
        assertThat(manifest.provenBy()).isEqualTo(BaselineProof.QUIET_READINGS);
    }

    private static BaselineManifest manifest(Instant instant, String hashKey, long itemCount) {
        return new BaselineManifest(
                BaselineManifest.FORMAT_VERSION,
                "20261122T104000Z",
                "orders",
                "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                instant,
                new QuietWindow(INSTANT.minusSeconds(2), INSTANT.plusSeconds(3)),
                itemCount,
                SampleSettings.rich(),
                "digest",
                "fingerprints/",
                null,
                BaselineProof.QUIET_READINGS,
                hashKey,
                "orders",
                "f".repeat(64));
    }
}
