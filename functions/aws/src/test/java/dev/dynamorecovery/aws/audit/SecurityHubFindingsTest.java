package dev.dynamorecovery.aws.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dynamorecovery.aws.runtime.ScriptedHttpClient;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecurityHubFindingsTest {

    private static final String ALL_TAKEN = "{\"FailedCount\":0,\"SuccessCount\":1,\"FailedFindings\":[]}";

    private final ScriptedHttpClient http = new ScriptedHttpClient();
    private final SecurityHubFindings securityHub = new SecurityHubFindings(http.service("securityhub", 2));

    @Test
    void shouldImportAHundredFindingsToACall() throws JsonProcessingException {
        http.then(200, ALL_TAKEN).then(200, ALL_TAKEN).then(200, ALL_TAKEN);

        assertThat(securityHub.send(findings(201)).imported()).isEqualTo(201);

        assertThat(sent(0)).isEqualTo(100);
        assertThat(sent(1)).isEqualTo(100);
        assertThat(sent(2)).isEqualTo(1);
    }

    @Test
    void shouldTryRefusedFindingsAgainByThemselvesAndNameThoseRefusedToTheLast() throws JsonProcessingException {
        http.then(
                        200,
                        "{\"FailedFindings\":[{\"Id\":\"f0\",\"ErrorCode\":\"InternalError\"},{\"Id\":\"f2\",\"ErrorCode\":\"InvalidInput\"}]}")
                .then(200, "{\"FailedFindings\":[{\"Id\":\"f2\",\"ErrorCode\":\"InvalidInput\"}]}")
                .then(200, "{\"FailedFindings\":[{\"Id\":\"f2\",\"ErrorCode\":\"InvalidInput\"}]}");

        assertThat(securityHub.send(findings(3)))
                .isEqualTo(new SecurityHubFindings.Imported(
                        2, List.of(new SecurityHubFindings.Refused("f2", "InvalidInput"))));

        assertThat(sent(1)).isEqualTo(2);
        assertThat(sent(2)).isEqualTo(1);
    }

    private static Iterator<JsonNode> findings(int count) {
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(
                        index -> JsonNodeFactory.instance.objectNode().put("Id", "f" + index))
                .iterator();
    }

    private int sent(int request) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(http.requests().get(request).body())
                .path("Findings")
                .size();
    }
}
