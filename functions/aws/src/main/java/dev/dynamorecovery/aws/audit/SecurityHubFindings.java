package dev.dynamorecovery.aws.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.aws.runtime.SignedJsonService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Imports findings into Security Hub, a hundred to a call; those that it refuses are tried again by themselves. */
public final class SecurityHubFindings {

    private static final String IMPORT = "/findings/import";
    private static final int AT_A_TIME = 100;
    private static final int ATTEMPTS = 3;

    private final SignedJsonService securityHub;

    public SecurityHubFindings(SignedJsonService securityHub) {
        this.securityHub = securityHub;
    }

    /**
     * What became of findings.
     *
     * @param imported how many it has taken
     * @param refused those that it refused to the last
     */
    public record Imported(int imported, List<Refused> refused) {}

    /** @param code Security Hub's, such as {@code InvalidInput} */
    public record Refused(String id, String code) {}

    /**
     * Imports the findings, in the AWS Security Finding Format: new ones are made, known ones brought up to date.
     *
     * <p>Takes them one after the other, so that all of a large Region need not be in memory.
     */
    public Imported send(Iterator<? extends JsonNode> findings) {
        int imported = 0;
        List<Refused> refused = new ArrayList<>();
        while (findings.hasNext()) {
            Map<String, JsonNode> batch = new HashMap<>();
            while (findings.hasNext() && batch.size() < AT_A_TIME) {
                JsonNode finding = findings.next();
                batch.put(finding.path("Id").asText(), finding);
            }
            List<Refused> left = send(batch);
            imported += batch.size() - left.size();
            refused.addAll(left);
        }
        return new Imported(imported, refused);
    }

    private List<Refused> send(Map<String, JsonNode> batch) {
        List<Refused> left = once(batch.values());
        for (int attempt = 2; attempt <= ATTEMPTS && !left.isEmpty(); attempt++) {
            left = once(left.stream()
                    .map(Refused::id)
                    .filter(batch::containsKey)
                    .map(batch::get)
                    .toList());
        }
        return left;
    }

    private List<Refused> once(Iterable<JsonNode> findings) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode list = request.putArray("Findings");
        findings.forEach(list::add);
        if (list.isEmpty()) {
            return List.of();
        }
        List<Refused> refused = new ArrayList<>();
        securityHub
                .post(IMPORT, request)
                .path("FailedFindings")
                .forEach(failed -> refused.add(new Refused(
                        failed.path("Id").asText(), failed.path("ErrorCode").asText())));
        return refused;
    }
}
