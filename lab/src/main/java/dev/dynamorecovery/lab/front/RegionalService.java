package dev.dynamorecovery.lab.front;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A service with something of its own in each Region: hands a request to that of the Region it names. */
public final class RegionalService implements LabService {

    private final Map<String, LabService> regions;
    private final LabService elsewhere;

    /** @param elsewhere answers for every other Region */
    public RegionalService(Map<String, ? extends LabService> regions, LabService elsewhere) {
        this.regions = Map.copyOf(regions);
        this.elsewhere = elsewhere;
    }

    @Override
    public String signingName() {
        return elsewhere.signingName();
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException, InterruptedException {
        return of(request).handle(request);
    }

    @Override
    public String operation(LabRequest request) {
        return of(request).operation(request);
    }

    @Override
    public List<String> resources(LabRequest request) {
        return of(request).resources(request);
    }

    @Override
    public byte[] requestAsJson(LabRequest request) {
        return of(request).requestAsJson(request);
    }

    @Override
    public Map<String, String> pathParameters(LabRequest request) {
        return of(request).pathParameters(request);
    }

    @Override
    public LabResponse failure(LabRequest request, ServiceError error) {
        return of(request).failure(request, error);
    }

    private LabService of(LabRequest request) {
        return regions.getOrDefault(request.region(), elsewhere);
    }
}
