package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import org.junit.jupiter.api.Test;

/** What nobody foresaw. */
class DefectTest {

    private static final CommandContext.StackFinder INCOMPLETE = options -> {
        throw new NoClassDefFoundError("software/amazon/awssdk/services/sfn/SfnClient");
    };

    @Test
    void shouldEndWithACodeAndTheCauseWhenAClassIsMissing() throws Exception {
        CommandRun run = CommandRun.of(INCOMPLETE, "baseline", "orders", "--output", "json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL.code());
        JsonNode document = Json.MAPPER.readTree(run.out());
        assertThat(document.path("error").asText()).isEqualTo("INTERNAL");
        assertThat(document.path("message").asText())
                .isEqualTo("java.lang.NoClassDefFoundError: software/amazon/awssdk/services/sfn/SfnClient");
        assertThat(run.err())
                .contains("This is a defect of recovery; please report it with this trace:")
                .contains("at dev.dynamorecovery.lab.command.BaselineCommand");
    }
}
