package dev.dynamorecovery.lab.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldKeepWhatAFunctionSaysUntilTheLabEnds() throws Exception {
        FunctionLogs logs = new FunctionLogs(directory);
        InvocationLog log = logs.open("Observer");
        log.write(FunctionLogs.line("while it runs"));

        logs.close();
        log.write(FunctionLogs.line("afterwards"));

        assertThat(Files.readString(directory.resolve("Observer.log")))
                .contains("while it runs")
                .doesNotContain("afterwards");
    }
}
