package dev.dynamorecovery.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds reports against golden files; {@code -Dgolden=write} writes them anew, for a person to read the change. */
class ReportGoldenTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "reports");

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("consistent", SampleReports.consistent()),
                Arguments.of("inconsistent", SampleReports.inconsistent()),
                Arguments.of("unproven", SampleReports.unproven()),
                Arguments.of("derived", SampleReports.derived()),
                Arguments.of("gap", SampleReports.gap()),
                Arguments.of("restore-test", SampleReports.restoreTest()),
                Arguments.of("refused", SampleReports.refused()),
                Arguments.of("failed", SampleReports.failed()));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadAsMarkdownAsItDid(String name, RestoreReport report) throws IOException {
        assertGolden(name + ".md", MarkdownReport.render(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadAsJsonAsItDid(String name, RestoreReport report) throws IOException {
        assertGolden(name + ".json", JsonReport.render(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldBeginWithTheOutcomeAndLetNothingPassForIt(String name, RestoreReport report) {
        var lines = MarkdownReport.render(report).lines().toList();

        assertThat(lines.getFirst()).startsWith("# " + report.outcome().label() + ":");
        assertThat(lines).filteredOn(line -> line.startsWith("# ")).hasSize(1);
    }

    @Test
    void shouldTellProgramsWhatItTellsPeople() {
        var json =
                Documents.readJson(JsonReport.render(SampleReports.consistent()).getBytes(StandardCharsets.UTF_8));

        assertThat(json.at("/outcome/label").asText()).isEqualTo("Consistent");
        assertThat(json.at("/objectives/rtoAchieved").asText()).isEqualTo("PT9M12S");
        assertThat(json.at("/timeScale").asDouble()).isEqualTo(0.01);
        assertThat(json.at("/nextSteps")).isNotEmpty();
        assertThat(json.at("/summary").asText()).contains("proven right");
    }

    @Test
    void shouldNameEveryRebuiltSettingAndNoneThatIsLeft() {
        assertThat(SampleReports.inconsistent().settings())
                .satisfies(settings -> assertThat(settings.rebuilt())
                        .extracting(difference -> difference.setting())
                        .containsExactly("timeToLive", "stream"));
    }

    private static void assertGolden(String file, String actual) throws IOException {
        var path = GOLDEN.resolve(file);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(path, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(path));
    }
}
