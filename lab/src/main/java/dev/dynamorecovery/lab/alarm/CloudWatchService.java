package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.front.ServiceError;
import dev.dynamorecovery.lab.query.QueryFault;
import dev.dynamorecovery.lab.query.QueryRequest;
import dev.dynamorecovery.lab.query.QueryService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * CloudWatch's API in each protocol that a client of today may speak: CBOR over paths, JSON by header, and query.
 */
public final class CloudWatchService implements LabService {

    private static final String PATH = "/service/GraniteServiceVersion20100801/operation/";

    private final Map<String, CloudWatchOperations> regions;
    private final LabTime time;
    private final QueryService query = new Query();

    /** @param regions what CloudWatch has, by Region */
    public CloudWatchService(Map<String, CloudWatchRegion> regions, LabTime time) {
        this.regions = regions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> new CloudWatchOperations(
                                entry.getKey(),
                                entry.getValue().alarms(),
                                entry.getValue().metrics())));
        this.time = time;
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    @Override
    public String operation(LabRequest request) {
        return request.path().startsWith(PATH)
                ? request.path().substring(PATH.length())
                : LabService.super.operation(request);
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException {
        boolean cbor = request.path().startsWith(PATH);
        if (!cbor && request.targetOperation().isEmpty()) {
            return query.handle(request);
        }
        WireFormat format = cbor ? WireFormat.CBOR : WireFormat.JSON;
        try {
            return format.answer(answer(request.region(), operation(request), format.read(request.body())));
        } catch (CloudWatchFault fault) {
            return format.failure(fault);
        }
    }

    @Override
    public LabResponse failure(LabRequest request, ServiceError error) {
        if (request.path().startsWith(PATH)) {
            return WireFormat.CBOR.failure(new CloudWatchFault(error.code(), error.message(), error.status()));
        }
        return LabService.super.failure(request, error);
    }

    @Override
    public byte[] requestAsJson(LabRequest request) {
        if (request.path().startsWith(PATH)) {
            return WireFormat.CBOR.read(request.body()).toString().getBytes(StandardCharsets.UTF_8);
        }
        if (request.targetOperation().isPresent()) {
            return request.body();
        }
        return QueryTree.read(QueryRequest.of(request).parameters())
                .without(List.of("Action", "Version"))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode answer(String region, String operation, JsonNode input) {
        CloudWatchOperations operations = regions.get(region);
        if (operations == null) {
            throw new CloudWatchFault("InvalidAction", "The lab has no CloudWatch in " + region, 400);
        }
        return operations.answer(operation, input, time.now());
    }

    private final class Query extends QueryService {

        Query() {
            super("monitoring", "http://monitoring.amazonaws.com/doc/2010-08-01/");
        }

        @Override
        public List<String> resources(LabRequest request) {
            return List.of();
        }

        @Override
        protected Xml answer(QueryRequest request) {
            try {
                return QueryTree.write(CloudWatchService.this.answer(
                        request.region(), request.action(), QueryTree.read(request.parameters())));
            } catch (CloudWatchFault fault) {
                throw new QueryFault(fault.code(), String.valueOf(fault.getMessage()), fault.status());
            }
        }
    }
}
