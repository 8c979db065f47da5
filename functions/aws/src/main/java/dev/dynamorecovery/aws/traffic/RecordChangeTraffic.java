package dev.dynamorecovery.aws.traffic;

import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.TrafficMove;
import dev.dynamorecovery.core.failover.traffic.TrafficSwitch;
import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A change of the DNS record leads the name. Last resort: Route 53's control plane is in us-east-1 alone, and an outage
 * there refuses the change.
 */
public final class RecordChangeTraffic implements TrafficSwitch {

    private static final long TIME_TO_LIVE_SECONDS = 10;

    private final Route53Client client;
    private final String hostedZoneId;
    private final ApplicationAddresses addresses;

    public RecordChangeTraffic(Route53Client client, String hostedZoneId, ApplicationAddresses addresses) {
        this.client = client;
        this.hostedZoneId = hostedZoneId;
        this.addresses = addresses;
    }

    @Override
    public String lead(TrafficMove move) {
        String name = name(move);
        String endpoint = endpoint(move);
        ResourceRecordSet record = ResourceRecordSet.builder()
                .name(name)
                .type(RRType.CNAME)
                .ttl(TIME_TO_LIVE_SECONDS)
                .resourceRecords(ResourceRecord.builder().value(endpoint).build())
                .build();
        Change change = Change.builder()
                .action(ChangeAction.UPSERT)
                .resourceRecordSet(record)
                .build();
        client.changeResourceRecordSets(request -> request.hostedZoneId(hostedZoneId)
                .changeBatch(batch -> batch.comment("failover from " + move.from() + " to " + move.to())
                        .changes(List.of(change))));
        return "the record " + name + " was changed to " + endpoint;
    }

    @Override
    public String describe(TrafficMove move) {
        return "the record " + name(move) + " would be changed to " + endpoint(move) + ", by Route 53's control plane";
    }

    private String name(TrafficMove move) {
        return addresses
                .nameOf(move.group())
                .orElseThrow(() -> new IllegalStateException("the application has no name: set ApplicationDomain"));
    }

    private String endpoint(TrafficMove move) {
        return addresses
                .endpointIn(move.to())
                .orElseThrow(() -> new IllegalStateException("the application's host in " + move.to()
                        + " is not known: set PrimaryEndpoint and StandbyEndpoint"));
    }
}
