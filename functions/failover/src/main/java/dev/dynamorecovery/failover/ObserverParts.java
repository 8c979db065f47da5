package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.failover.DynamoDbRegionProbe;
import dev.dynamorecovery.aws.failover.DynamoDbReplicaSurvey;
import dev.dynamorecovery.aws.failover.RememberedTableKeys;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.aws.traffic.DnsNameResolution;
import dev.dynamorecovery.aws.traffic.SocketApplicationProbe;
import dev.dynamorecovery.core.failover.Rounds;
import dev.dynamorecovery.core.failover.observe.ApplicationWatch;
import dev.dynamorecovery.core.failover.observe.RegionWatch;
import dev.dynamorecovery.core.plan.FailoverPlan;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts an observer together from its environment. */
final class ObserverParts {

    private ObserverParts() {}

    static ObservedMinute of(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        GroupPlans plans = GroupPlans.of(environment);
        Duration timeout = plans.movable().stream()
                .map(plan -> plan.failover().probeTimeout())
                .min(Comparator.naturalOrder())
                .orElse(FailoverPlan.DEFAULT.probeTimeout());
        String region = environment.required("AWS_REGION");
        String table = GroupControl.table(environment);
        Map<String, DynamoDbClient> regions = regions(plans.movable(), clients, timeout);
        DynamoDbClient own = GroupControl.dynamoDb(clients);
        GroupControl control = GroupControl.of(table, own);
        InstantSource time = InstantSource.system();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        RegionWatch watch = new RegionWatch(
                region,
                plans.groups(),
                new DynamoDbRegionProbe(regions, table),
                new ApplicationWatch(
                        TrafficSettings.addresses(environment),
                        new DnsNameResolution(environment.optional("NAME_SERVER")),
                        new SocketApplicationProbe(timeout),
                        time),
                new RememberedTableKeys(own, table, replicas(plans.movable(), regions)),
                control.ballots(),
                time,
                threads);
        return new ObservedMinute(
                region,
                plans,
                control,
                watch,
                new ReadinessUpkeep(region, plans, control, new DynamoDbReplicaSurvey(regions), time, threads),
                new Rounds(time, Thread::sleep),
                new RecoveryMetrics(environment)::record,
                environment.required("REGION_ROLE").equals("primary"),
                time);
    }

    private static Map<String, DynamoDbClient> regions(List<RecoveryPlan> plans, AwsClients clients, Duration timeout) {
        Map<String, DynamoDbClient> regions = new LinkedHashMap<>();
        for (RecoveryPlan plan : plans) {
            for (PlannedRegion planned : plan.regions()) {
                regions.computeIfAbsent(
                        planned.region(),
                        region -> clients.in(region).impatient(timeout, 1).dynamoDb());
            }
        }
        return regions;
    }

    private static List<DynamoDbClient> replicas(List<RecoveryPlan> plans, Map<String, DynamoDbClient> regions) {
        List<DynamoDbClient> replicas = new ArrayList<>();
        regions.forEach((region, client) -> {
            boolean hasData = plans.stream()
                    .flatMap(plan -> plan.regions().stream())
                    .anyMatch(planned -> planned.region().equals(region) && planned.role() != RegionRole.WITNESS);
            if (hasData) {
                replicas.add(client);
            }
        });
        return replicas;
    }
}
