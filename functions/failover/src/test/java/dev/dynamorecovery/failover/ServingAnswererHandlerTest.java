package dev.dynamorecovery.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingAnswererHandlerTest {

    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private ServingAnswererHandler handler = new ServingAnswererHandler(groups(), records);

    private static FailoverGroups groups() {
        return FailoverGroups.parse("users=users,orders=orders");
    }

    @BeforeEach
    void enrol() {
        records.create(ControlRecord.first("users", "us-east-1", Duration.ofSeconds(10), "ada", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /serving/users/us-east-1, 200",
        "GET, /serving/users/us-east-2, 503",
        "GET, /serving/orders/us-east-1, 503",
        "GET, /serving/payments/us-east-1, 404",
        "GET, /serving/users/us-east-1/, 404",
        "GET, /, 404",
        "POST, /serving/users/us-east-1, 405",
        "HEAD, /serving/users/us-east-1, 405"
    })
    void shouldAnswerWithAStatusAndNothingElse(String method, String path, int status) throws IOException {
        assertThat(answer(method, path)).contains("\"statusCode\":" + status).contains("\"body\":\"\"");
    }

    @Test
    void shouldCallNoRegionServingWhenNobodyCanTell() throws IOException {
        handler = new ServingAnswererHandler(groups(), new UnreadableRecords());

        assertThat(answer("GET", "/serving/users/us-east-1")).contains("\"statusCode\":503");
    }

    private String answer(String method, String path) throws IOException {
        String event = """
                {"version":"2.0","rawPath":"%s","requestContext":{"http":{"method":"%s","path":"%s"}}}
                """.formatted(path, method, path);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new InvokedContext("ServingAnswerer"));
        return Documents.readJson(answer.toByteArray()).toString();
    }
}
