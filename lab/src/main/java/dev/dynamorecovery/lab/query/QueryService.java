package dev.dynamorecovery.lab.query;

import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A stand-in for a service that speaks the query protocol: it only says what is inside of the result element. */
public abstract class QueryService implements LabService {

    private final String signingName;
    private final String namespace;

    /** @param namespace of the service's XML */
    protected QueryService(String signingName, String namespace) {
        this.signingName = signingName;
        this.namespace = namespace;
    }

    @Override
    public final String signingName() {
        return signingName;
    }

    @Override
    public final LabResponse handle(LabRequest request) {
        QueryRequest query = QueryRequest.of(request);
        try {
            return xml(200, envelope(query.action(), answer(query)));
        } catch (QueryFault fault) {
            Xml error = new Xml()
                    .text("Type", "Sender")
                    .text("Code", fault.code())
                    .text("Message", String.valueOf(fault.getMessage()));
            return xml(
                    fault.status(),
                    "<ErrorResponse xmlns=\"" + namespace + "\"><Error>" + error + "</Error><RequestId>"
                            + UUID.randomUUID() + "</RequestId></ErrorResponse>");
        }
    }

    /**
     * What stands inside of the action's result element.
     *
     * @throws QueryFault for what the service refuses or does not support
     */
    protected abstract Xml answer(QueryRequest request);

    private String envelope(String action, Xml result) {
        return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult><ResponseMetadata><RequestId>%4$s</RequestId>"
                        .formatted(action, namespace, result, UUID.randomUUID())
                + "</ResponseMetadata></%sResponse>".formatted(action);
    }

    private static LabResponse xml(int status, String text) {
        return new LabResponse(status, Map.of("Content-Type", "text/xml"), text.getBytes(StandardCharsets.UTF_8));
    }
}
