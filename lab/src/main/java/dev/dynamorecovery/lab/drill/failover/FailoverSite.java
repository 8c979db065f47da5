package dev.dynamorecovery.lab.drill.failover;

import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.traffic.DnsNameResolution;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.traffic.NameResolution;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.gate.WriteGate;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where a failover drill takes place: a lab of three Regions in real time, with an application in the two that hold data,
 * each on a loopback address of its own and the same port, as hosts behind one name are.
 */
public final class FailoverSite implements Closeable {

    /** The failover group of the drill, which is its plan's name too. */
    public static final String GROUP = "users";

    private static final String DOMAIN = "application.lab";
    private static final String CONTROL_TABLE = "recovery-control";
    private static final List<String> ADDRESSES = List.of("127.0.1.1", "127.0.1.2");
    private static final int PORT_ATTEMPTS = 20;

    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Map<String, DynamoDbClient> auditors = new HashMap<>();
    private final Lab lab;
    private final String table;
    private final int port;

    private FailoverSite(Path home, Path stateDirectory) throws IOException, InterruptedException {
        List<String> regions = LabOptions.THREE_REGIONS;
        LabOptions options = LabOptions.ofCheckout(home)
                .withRegions(regions)
                .withStateDirectory(stateDirectory)
                .withPort(0)
                .withTimeScale(1);
        this.table = GROUP;
        List<ApplicationServer> applications = listen(regions.subList(0, ADDRESSES.size()));
        applications.forEach(application -> opened.push(application::close));
        this.port = applications.getFirst().address().getPort();
        this.lab = Lab.start(options.withParameter("ApplicationProbeUrl", "http://{name}:" + port + "/recovery-probe"));
        opened.addLast(lab::close);
        DrillRegions clients = new DrillRegions(lab, GROUP, CONTROL_TABLE);
        for (ApplicationServer application : applications) {
            String region = application.region();
            WriteGate gate = clients.gate(region);
            opened.push(gate::close);
            application.serve(clients.gated(region, gate), () -> lab.regions().alive(region));
        }
        regions.forEach(region -> auditors.put(region, clients.auditor(region)));
    }

    /** Starts it; {@link #close} ends all of it. */
    public static FailoverSite open(Path home, Path stateDirectory) throws IOException, InterruptedException {
        return new FailoverSite(home, stateDirectory);
    }

    public Lab lab() {
        return lab;
    }

    String table() {
        return table;
    }

    RecoveryPlan plan() {
        return new PackagedPlans()
                .find(GROUP)
                .orElseThrow(() -> new IllegalStateException("no plan " + GROUP + " is packaged"));
    }

    /** The name that the users know. */
    String name() {
        return GROUP + "." + DOMAIN;
    }

    int port() {
        return port;
    }

    NameResolution names() {
        InetSocketAddress server = lab.names().nameServer();
        return new DnsNameResolution(Optional.of(server.getAddress().getHostAddress() + ":" + server.getPort()));
    }

    /** A client of somebody outside of all Regions, who counts. */
    DynamoDbClient auditor(String region) {
        return Optional.ofNullable(auditors.get(region))
                .orElseThrow(() -> new IllegalArgumentException("the site has no Region " + region));
    }

    ControlRecords records(String region) {
        return new DynamoDbControlRecords(auditor(region), CONTROL_TABLE);
    }

    Ballots ballots(String region) {
        return new DynamoDbBallots(auditor(region), CONTROL_TABLE);
    }

    ReadinessReports readiness(String region) {
        return new DynamoDbReadinessReports(auditor(region), CONTROL_TABLE);
    }

    /** The record, as the witness has it. */
    Optional<ControlRecord> record() {
        return records(lab.regions().names().getLast()).read(GROUP);
    }

    /** Both applications on one port, which nobody knows to be free on both addresses before it was tried. */
    private List<ApplicationServer> listen(List<String> regions) throws IOException {
        IOException last = new BindException("no port was tried");
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            List<ApplicationServer> applications = new ArrayList<>();
            int wanted = 0;
            try {
                for (int index = 0; index < regions.size(); index++) {
                    InetAddress address = InetAddress.getByName(ADDRESSES.get(index));
                    ApplicationServer application =
                            ApplicationServer.listen(regions.get(index), table, new InetSocketAddress(address, wanted));
                    applications.add(application);
                    wanted = application.address().getPort();
                }
                return applications;
            } catch (BindException taken) {
                last = taken;
                applications.forEach(ApplicationServer::close);
            }
        }
        throw last;
    }

    @Override
    public void close() throws IOException {
        auditors.values().forEach(DynamoDbClient::close);
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
