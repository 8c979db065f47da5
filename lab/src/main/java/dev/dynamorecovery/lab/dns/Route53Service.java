package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.time.LabTime;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Route 53's API, for zones, records and health checks that exist. */
final class Route53Service implements LabService {

    static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
    private static final Pattern PATH = Pattern.compile(
            "/2013-04-01/(hostedzone|healthcheck|change|hostedzonesbyname)(?:/([^/]+)(?:/(rrset|status)/?)?)?/?");

    private final HostedZones zones;
    private final HealthChecks healthChecks;
    private final LabTime time;

    Route53Service(HostedZones zones, HealthChecks healthChecks, LabTime time) {
        this.zones = zones;
        this.healthChecks = healthChecks;
        this.time = time;
    }

    @Override
    public String signingName() {
        return "route53";
    }

    @Override
    public String operation(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return request.method() + ' ' + request.path();
        }
        String shape = request.method()
                + ' '
                + path.group(1)
                + (path.group(2) == null ? "" : "/id")
                + (path.group(3) == null ? "" : "/" + path.group(3));
        return switch (shape) {
            case "GET hostedzone" -> "ListHostedZones";
            case "GET hostedzonesbyname" -> "ListHostedZonesByName";
            case "GET hostedzone/id" -> "GetHostedZone";
            case "GET hostedzone/id/rrset" -> "ListResourceRecordSets";
            case "POST hostedzone/id/rrset" -> "ChangeResourceRecordSets";
            case "GET change/id" -> "GetChange";
            case "GET healthcheck" -> "ListHealthChecks";
            case "GET healthcheck/id" -> "GetHealthCheck";
            case "GET healthcheck/id/status" -> "GetHealthCheckStatus";
            default -> request.method() + ' ' + request.path();
        };
    }

    @Override
    public List<String> resources(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        return path.matches() && path.group(2) != null
                ? List.of("arn:aws:route53:::" + path.group(1) + "/" + path.group(2))
                : List.of();
    }

    @Override
    public LabResponse handle(LabRequest request) {
        String operation = operation(request);
        try {
            Xml answer = answer(operation, id(request), request);
            return xml(
                    200,
                    "<" + operation + "Response xmlns=\"" + NAMESPACE + "\">" + answer + "</" + operation
                            + "Response>");
        } catch (Route53Fault fault) {
            Xml error = new Xml()
                    .text("Type", "Sender")
                    .text("Code", fault.code())
                    .text("Message", String.valueOf(fault.getMessage()));
            return xml(
                    fault.status(),
                    "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error>" + error + "</Error><RequestId>"
                            + UUID.randomUUID() + "</RequestId></ErrorResponse>");
        }
    }

    private Xml answer(String operation, String id, LabRequest request) {
        return switch (operation) {
            case "ListHostedZones" ->
                Route53Xml.zones(zones.all()).text("IsTruncated", "false").text("MaxItems", "100");
            case "ListHostedZonesByName" -> {
                String name = RecordSet.canonical(parameter(request, "dnsname").orElse(""));
                yield Route53Xml.zones(zones.all().stream()
                                .filter(zone -> name.isEmpty() || zone.name().compareTo(name) >= 0)
                                .toList())
                        .text("IsTruncated", "false")
                        .text("MaxItems", "100");
            }
            case "GetHostedZone" -> new Xml().element("HostedZone", Route53Xml.zone(zones.require(id)));
            case "ListResourceRecordSets" -> records(zones.require(id), request);
            case "ChangeResourceRecordSets" -> {
                zones.require(id).change(RecordChangeReader.read(request.body()));
                yield new Xml()
                        .element(
                                "ChangeInfo", Route53Xml.change("C" + time.now().toEpochMilli(), time.now()));
            }
            case "GetChange" -> new Xml().element("ChangeInfo", Route53Xml.change(id, time.now()));
            case "ListHealthChecks" ->
                Route53Xml.healthChecks(healthChecks.definitions())
                        .text("IsTruncated", "false")
                        .text("MaxItems", "100");
            case "GetHealthCheck" -> new Xml().element("HealthCheck", Route53Xml.healthCheck(healthChecks.require(id)));
            case "GetHealthCheckStatus" -> Route53Xml.status(healthChecks.require(id), healthChecks.observation(id));
            default -> throw new Route53Fault("InvalidAction", "The lab does not support " + operation, 400);
        };
    }

    private static Xml records(HostedZone zone, LabRequest request) {
        String name = RecordSet.canonical(parameter(request, "name").orElse(""));
        String type = parameter(request, "type").orElse("");
        return Route53Xml.records(zone.records().stream()
                        .filter(each -> name.isEmpty()
                                || each.name().compareTo(name) > 0
                                || (each.name().equals(name) && each.type().compareTo(type) >= 0))
                        .toList())
                .text("IsTruncated", "false")
                .text("MaxItems", "300");
    }

    private static String id(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        return path.matches() && path.group(2) != null ? path.group(2) : "";
    }

    private static Optional<String> parameter(LabRequest request, String name) {
        for (String parameter : request.query().split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static LabResponse xml(int status, String text) {
        return new LabResponse(
                status,
                Map.of("Content-Type", "text/xml"),
                ("<?xml version=\"1.0\"?>\n" + text).getBytes(StandardCharsets.UTF_8));
    }
}
