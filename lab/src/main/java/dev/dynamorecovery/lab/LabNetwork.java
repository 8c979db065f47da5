package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.dns.NameService;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.routingcontrol.RoutingControlService;
import dev.dynamorecovery.lab.routingcontrol.RoutingControls;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What stands outside of the Regions and leads clients to them: Route 53 and the routing controls. */
record LabNetwork(NameService names, RoutingControls controls) {

    private static final String ROUTING_CONTROLS = "RoutingControls";

    static LabNetwork start(Closeables opened, int dnsPort, LabFront front, LabTime time) throws IOException {
        RoutingControls controls = new RoutingControls();
        NameService names = opened.add(NameService.start(dnsPort, front::endpoint, controls::isOn, time));
        return new LabNetwork(names, controls);
    }

    /** As parameters of templates have it. */
    String nameServer() {
        return names.nameServer().getAddress().getHostAddress() + ":"
                + names.nameServer().getPort();
    }

    /**
     * Makes what the stacks have, with an endpoint of the application in each Region: its address on this machine is
     * 127.0.1 and the number of the Region.
     *
     * @param regions in the order of the stacks, the primary first
     */
    void deploy(LabFront front, List<String> regions, Collection<StackDefinition> stacks) throws IOException {
        front.serve(new RoutingControlService(controls));
        front.serve(names.service());
        names.createZone(RegionalParameters.HOSTED_ZONE_ID, RegionalParameters.APPLICATION_DOMAIN);
        for (int index = 0; index < regions.size(); index++) {
            names.register(
                    RegionalParameters.endpoint(regions.get(index)),
                    InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (index + 1)}));
        }
        for (StackDefinition stack : stacks) {
            create(stack.parameters(), regions.getFirst());
            names.deploy(stack.healthChecks(), stack.recordSets());
        }
        names.startChecking();
    }

    /** The template's parameter names controls that exist: as {@code group:Region=ARN}, those of the primary are on. */
    private void create(Map<String, String> parameters, String primary) {
        for (String pair : parameters.getOrDefault(ROUTING_CONTROLS, "").split(",", -1)) {
            int separator = pair.indexOf('=');
            if (separator > 0) {
                String name = pair.substring(0, separator).strip();
                controls.create(pair.substring(separator + 1).strip(), name, name.endsWith(":" + primary));
            }
        }
    }
}
