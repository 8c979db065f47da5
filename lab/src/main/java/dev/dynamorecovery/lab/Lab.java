package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.backup.AwsBackup;
import dev.dynamorecovery.lab.dns.NameService;
import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.front.AccessKeys;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.region.Regions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import dev.dynamorecovery.lab.routingcontrol.RoutingControls;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * An AWS on this machine that runs the shipped template: its tables, buckets and topics, its functions by their
 * handlers, its state machines by their definitions, behind one HTTP endpoint for every service and Region.
 */
public final class Lab implements AutoCloseable {

    /** What people call with. */
    public static final String OPERATOR_ACCESS_KEY_ID = "LABOPERATOR";

    /** Any secret does: the lab verifies no signature. */
    public static final String SECRET_ACCESS_KEY = "lab";

    private final Closeables opened;
    private final Map<String, LabStack> stacks;
    private final Regions regions;
    private final LabTime time;
    private final URI endpoint;
    private final CallRecord calls;
    private final NotificationService notifications;
    private final StateMachines machines;
    private final RecoveryPlane plane;
    private final Queues queues;
    private final LabNetwork network;
    private final ServiceFaults faults;
    private final AwsBackup backup;

    Lab(
            Closeables opened,
            Map<String, LabStack> stacks,
            Regions regions,
            LabTime time,
            URI endpoint,
            CallRecord calls,
            NotificationService notifications,
            StateMachines machines,
            RecoveryPlane plane,
            Queues queues,
            LabNetwork network,
            ServiceFaults faults,
            AwsBackup backup) {
        this.opened = opened;
        this.stacks = stacks;
        this.regions = regions;
        this.time = time;
        this.endpoint = endpoint;
        this.calls = calls;
        this.notifications = notifications;
        this.machines = machines;
        this.plane = plane;
        this.queues = queues;
        this.network = network;
        this.faults = faults;
        this.backup = backup;
    }

    /** The access key id of an application in a Region: by it the lab knows where its calls come from. */
    public static String applicationAccessKeyId(String region) {
        return AccessKeys.in(region, "LABAPPLICATION");
    }

    /**
     * Starts a lab and returns when everything of the template is in place. It ends with {@link #close} or with the JVM.
     *
     * @throws LabRunningException when the state directory belongs to a lab that runs
     * @throws dev.dynamorecovery.lab.template.TemplateException when the template holds what the lab does not know
     */
    public static Lab start(LabOptions options) throws IOException, InterruptedException {
        Closeables opened = new Closeables();
        try {
            Lab lab = new LabBuilder(options, opened).build();
            opened.closeOnExit();
            return lab;
        } catch (Throwable failure) {
            // An error, too: what stays open would keep the JVM running, and the lock with it.
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** What clients set {@code AWS_ENDPOINT_URL} to. */
    public URI endpoint() {
        return endpoint;
    }

    /** The Regions: for drills that lose one, or the replication between them. */
    public Regions regions() {
        return regions;
    }

    /** Faults of single services: throttling, and calls denied to a caller. */
    public ServiceFaults faults() {
        return faults;
    }

    /** AWS Backup: for drills that will not wait until a plan or a restore test is due. */
    public AwsBackup backup() {
        return backup;
    }

    /** Route 53: where names lead, which health checks say what, and where the name server listens. */
    public NameService names() {
        return network.names();
    }

    /** The routing controls, and the endpoints that a drill may kill. */
    public RoutingControls routingControls() {
        return network.controls();
    }

    /** The primary Region's stack. */
    public StackDefinition stack() {
        return primary().definition();
    }

    /**
     * The stack of a Region.
     *
     * @throws IllegalArgumentException when the lab has none there
     */
    public LabStack stack(String region) {
        regions.require(region);
        return Objects.requireNonNull(stacks.get(region));
    }

    public LabTime time() {
        return time;
    }

    /** Who called what since the start. */
    public CallRecord calls() {
        return calls;
    }

    public NotificationService notifications() {
        return notifications;
    }

    public StateMachines machines() {
        return machines;
    }

    /** DynamoDB's lab side: for drills that need expired items deleted now. */
    public RecoveryPlane plane() {
        return plane;
    }

    public Queues queues() {
        return queues;
    }

    /**
     * What delivers the primary Region's streams and queues to functions: for drills that pause it, or wait until all
     * is delivered.
     */
    public EventSourceMappings mappings() {
        return primary().mappings();
    }

    /** The primary Region's rules with a schedule: for drills that will not wait until one is due. */
    public ScheduledRules rules() {
        return primary().rules();
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    private LabStack primary() {
        return stack(regions.names().getFirst());
    }
}
