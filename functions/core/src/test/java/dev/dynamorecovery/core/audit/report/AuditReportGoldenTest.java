package dev.dynamorecovery.core.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import dev.dynamorecovery.core.audit.trigger.AuditReason;
import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds reports against golden files; {@code -Dgolden=write} writes them anew, for a person to read the change. */
class AuditReportGoldenTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "audit", "reports");

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("clean", SampleAuditReports.clean()),
                Arguments.of("broken", SampleAuditReports.broken()),
                Arguments.of("empty", SampleAuditReports.empty()));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadAsMarkdownAsItDid(String name, AuditReport report) throws IOException {
        assertGolden(name + ".md", AuditReportMarkdown.render(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadAsJsonAsItDid(String name, AuditReport report) throws IOException {
        assertGolden(name + ".json", AuditReportJson.render(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldReadAsAPageAsItDid(String name, AuditReport report) throws IOException {
        assertGolden(name + ".html", AuditReportHtml.render(report));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldNeedNothingButThePageItself(String name, AuditReport report) {
        String page = AuditReportHtml.render(report);

        assertThat(page)
                .as(name)
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain(" src=\"")
                .doesNotContain("<link")
                .doesNotContain("@import")
                .doesNotContain("url(")
                .doesNotContain(" style=")
                .doesNotContain(" onclick=");
        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            String target = links.group(1).substring(1);
            assertThat(links.group(1)).startsWith("#");
            assertThat(page).contains("id=\"" + target + "\"");
        }
    }

    @Test
    void shouldTakeNothingThatSomebodyWroteForMarkup() {
        AuditReport report = SampleAuditReports.broken();
        String page = AuditReportHtml.render(report);

        assertThat(page).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;|`");
        assertThat(page.split("</script>", -1)).hasSize(2);
        assertThat(AuditReportMarkdown.render(report).lines())
                .as("but in the indented commands, which are code")
                .filteredOn(line -> !line.startsWith("      "))
                .noneMatch(line -> line.contains("<"));
    }

    @Test
    void shouldTellProgramsWhatItTellsPeople() {
        JsonNode json = Documents.readJson(
                AuditReportJson.render(SampleAuditReports.broken()).getBytes(StandardCharsets.UTF_8));

        assertThat(json.at("/formatVersion").asInt()).isEqualTo(1);
        assertThat(json.at("/summary/findings/CRITICAL").asInt()).isEqualTo(1);
        assertThat(json.at("/summary/couldNotLook").asInt()).isEqualTo(1);
        assertThat(json.at("/summary/audited").asInt()).isEqualTo(4);
        assertThat(json.at("/summary/covered").asInt()).isEqualTo(3);
        assertThat(json.at("/exempt/orders-restored").asText()).isEqualTo("restored copy of orders");
        assertThat(json.at("/tables/3/table").asText()).isEqualTo("users");
        assertThat(json.at("/tables/3/results/3/id").asText()).isEqualTo("DR-PITR-1");
        assertThat(json.at("/tables/3/results/3/outcome").asText()).isEqualTo("Broken");
        assertThat(json.at("/tables/3/results/3/changedBy/principal").asText()).endsWith("/eve");
    }

    @Test
    void shouldStayReadableForHundredsOfTables() {
        List<TableAudit> many = IntStream.range(0, 500)
                .mapToObj(table ->
                        SampleAudits.of("table-" + table, table % 10 == 0 ? Map.of("/backups", List.of()) : Map.of()))
                .toList();
        AuditReport report = SampleAuditReports.report(many, Map.of(), AuditReason.SCHEDULE);

        String page = AuditReportHtml.render(report);

        assertThat(page.split("data-outcome=", -1)).hasSize(50 + 1);
        assertThat(page).contains("in the JSON form of this report").hasSizeLessThan(1_000_000);
    }

    private static void assertGolden(String file, String actual) throws IOException {
        Path path = GOLDEN.resolve(file);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(path, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(path));
    }
}
