package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.routingcontrol.RoutingControls;
import dev.dynamorecovery.lab.template.StackDefinition;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The template's parameters in each Region, where a lab runs several: the Region's role, the names of the other Regions,
 * and the labels of the streams of tables that another Region's stack made. A lab of one Region takes them as given.
 */
final class RegionalParameters {

    private static final List<String> ROLES = List.of("primary", "standby", "witness");
    private static final List<String> NAMES = List.of("PrimaryRegion", "StandbyRegion", "WitnessRegion");
    private static final String STREAM_LABEL = "StreamLabel";

    /** Of the domain that the lab's applications are found in, and of its hosted zone. */
    static final String APPLICATION_DOMAIN = "application.lab";

    static final String HOSTED_ZONE_ID = "Z0LABAPPLICATION";
    private static final String ANSWERER_OUTPUT = "ServingAnswererUrl";
    private static final List<String> ENDPOINTS = List.of("PrimaryEndpoint", "StandbyEndpoint");
    private static final List<String> ANSWERERS = List.of("", "StandbyAnswererDomain", "WitnessAnswererDomain");

    private static final int PARTNERS = 2;
    private static final Map<String, String> PARTNER_OUTPUTS =
            Map.of("PartnerChangeLogBucket", "ChangeLogBucketName", "PartnerChangeLogIndex", "ChangeLogIndexName");

    /** Tells the label of a table's stream in a Region. */
    @FunctionalInterface
    interface StreamLabels {
        Map<String, String> of(String region, Set<String> tables) throws IOException, InterruptedException;
    }

    private final LabOptions options;
    private final Set<String> declared;

    private RegionalParameters(LabOptions options, Set<String> declared) {
        this.options = options;
        this.declared = declared;
    }

    static RegionalParameters of(LabOptions options) throws IOException {
        return new RegionalParameters(options, StackDefinition.parameterNames(options.template()));
    }

    /** Before any table exists. */
    Map<String, String> planned(String region) {
        Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
        List<String> regions = options.regions();
        if (regions.size() > 1) {
            set(parameters, "RegionRole", ROLES.get(regions.indexOf(region)));
            for (int index = 0; index < regions.size(); index++) {
                set(parameters, NAMES.get(index), regions.get(index));
            }
            byDefault(parameters, "HostedZoneId", HOSTED_ZONE_ID);
            byDefault(parameters, "ApplicationDomain", APPLICATION_DOMAIN);
            byDefault(parameters, "AnswererProtocol", "HTTP");
            for (int index = 0; index < ENDPOINTS.size(); index++) {
                byDefault(parameters, ENDPOINTS.get(index), endpoint(regions.get(index)));
            }
        }
        return parameters;
    }

    /** The name of the application's endpoint in a Region. */
    static String endpoint(String region) {
        return region + "." + APPLICATION_DOMAIN;
    }

    /**
     * When the tables are there: with the labels of the streams that the Region's stack does not know of itself, and the
     * function URLs of the other Regions' stacks.
     *
     * @param stacks all of them, as planned
     * @param nameServer of the lab, as host and port
     * @param endpoint of the lab
     */
    Map<String, String> deployed(
            StackDefinition planned, List<StackDefinition> stacks, String nameServer, URI endpoint, StreamLabels labels)
            throws IOException, InterruptedException {
        String region = planned.identity().region();
        Map<String, String> parameters = planned(region);
        byDefault(parameters, "NameServer", nameServer);
        if (!planned.parameters().getOrDefault("RoutingControls", "").isEmpty()) {
            byDefault(
                    parameters,
                    "RoutingControlEndpoints",
                    RoutingControls.ENDPOINT_REGIONS.stream()
                            .map(each -> each + "=" + endpoint)
                            .collect(Collectors.joining(",")));
        }
        for (int index = 1; index < stacks.size(); index++) {
            answererDomain(parameters, ANSWERERS.get(index), stacks.get(index));
        }
        partner(parameters, region, stacks);
        if (region.equals(options.region())) {
            return parameters;
        }
        Map<String, String> tablesByParameter = new LinkedHashMap<>();
        for (String parameter : declared) {
            if (parameter.endsWith(STREAM_LABEL) && !options.parameters().containsKey(parameter)) {
                String base = parameter.substring(0, parameter.length() - STREAM_LABEL.length());
                String table = planned.parameters().getOrDefault(base + "TableName", "");
                if (!table.isEmpty()) {
                    tablesByParameter.put(parameter, table);
                }
            }
        }
        Map<String, String> known = labels.of(region, Set.copyOf(tablesByParameter.values()));
        tablesByParameter.forEach((parameter, table) -> {
            if (known.containsKey(table)) {
                parameters.put(parameter, known.get(table));
            }
        });
        return parameters;
    }

    private void answererDomain(Map<String, String> parameters, String name, StackDefinition stack) {
        StackDefinition.Output url = stack.outputs().get(ANSWERER_OUTPUT);
        if (url != null) {
            byDefault(parameters, name, URI.create(url.value()).getHost());
        }
    }

    /** The change log of the other one of the two Regions that hold data. */
    private void partner(Map<String, String> parameters, String region, List<StackDefinition> stacks) {
        int own = options.regions().indexOf(region);
        if (stacks.size() < PARTNERS || own >= PARTNERS) {
            return;
        }
        Map<String, StackDefinition.Output> outputs = stacks.get(1 - own).outputs();
        PARTNER_OUTPUTS.forEach((parameter, output) -> {
            StackDefinition.Output value = outputs.get(output);
            if (value != null) {
                byDefault(parameters, parameter, value.value());
            }
        });
    }

    /** Unless whoever starts the lab gives another value. */
    private void byDefault(Map<String, String> parameters, String name, String value) {
        if (declared.contains(name)) {
            parameters.putIfAbsent(name, value);
        }
    }

    private void set(Map<String, String> parameters, String name, String value) {
        if (declared.contains(name)) {
            parameters.put(name, value);
        }
    }
}
