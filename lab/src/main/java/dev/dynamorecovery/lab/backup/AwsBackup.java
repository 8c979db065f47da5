package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.backup.BackupJobs.BackupRequest;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.plane.TableSnapshots;
import dev.dynamorecovery.lab.plane.TaggedTable;
import dev.dynamorecovery.lab.region.Regions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import dev.dynamorecovery.lab.schedule.RecurringTask;
import dev.dynamorecovery.lab.template.BackupDefinition;
import dev.dynamorecovery.lab.template.BackupPlanDefinition;
import dev.dynamorecovery.lab.template.BackupSelectionDefinition;
import dev.dynamorecovery.lab.template.BackupVaultDefinition;
import dev.dynamorecovery.lab.template.RestoreTestingPlanDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** AWS Backup in every Region of the lab: its API, and the plans and restore tests that run by themselves. */
public final class AwsBackup implements AutoCloseable {

    private final BackupStore store = new BackupStore();
    private final TableSnapshots tables;
    private final Regions regions;
    private final LabTime time;
    private final BackupJobs jobs;
    private final RestoreTests tests;
    private final BackupService service;
    private final Map<String, BackupDefinition> definitions = new LinkedHashMap<>();
    private final List<RecurringTask> tasks = new ArrayList<>();

    /**
     * @param buses by Region
     * @param topics publishes a message to a topic's ARN
     */
    public AwsBackup(
            RecoveryPlane plane,
            Map<String, EventBus> buses,
            BiConsumer<String, String> topics,
            CallerIdentities identities,
            ServiceFaults faults,
            Regions regions,
            LabTime time) {
        this.tables = plane.snapshots();
        this.regions = regions;
        this.time = time;
        BackupEvents events = new BackupEvents(buses, topics);
        this.jobs = new BackupJobs(store, tables, events, faults::jobFailure, regions::awaitAlive, time);
        this.tests =
                new RestoreTests(store, jobs, tables, (region, table) -> delete(plane.service(), region, table), time);
        this.service = new BackupService(
                store, jobs, identities, definitions, point -> events.changed(point, "DELETING"), time);
    }

    /** AWS Backup's API, for the front. */
    public LabService service() {
        return service;
    }

    /** Makes a Region's vaults. */
    public void deploy(String region, BackupDefinition definition) {
        definitions.put(region, definition);
        for (BackupVaultDefinition vault : definition.vaults()) {
            Vault made = new Vault(vault.arn(), vault.encryptionKeyArn(), time.now());
            made.policy(vault.accessPolicy().map(VaultPolicy::parse));
            made.lock(vault.lock()
                    .map(lock -> new VaultLock(
                            lock.minRetentionDays(),
                            lock.maxRetentionDays(),
                            lock.changeableForDays().isPresent()
                                    ? Optional.of(time.now()
                                            .plus(time.scaled(Duration.ofDays(
                                                    lock.changeableForDays().getAsInt()))))
                                    : Optional.empty())));
            made.notifications(vault.notifications());
            store.add(made);
        }
    }

    /** Starts the clocks of plans and restore tests. */
    public void start() {
        definitions.forEach((region, definition) -> {
            for (BackupPlanDefinition plan : definition.plans()) {
                for (BackupPlanDefinition.Rule rule : plan.rules()) {
                    tasks.add(RecurringTask.start(
                            "backup-plan-" + rule.name(),
                            rule.schedule(),
                            time,
                            () -> regions.alive(region),
                            () -> run(region, definition, plan, rule)));
                }
            }
            for (RestoreTestingPlanDefinition plan : definition.restoreTestingPlans()) {
                tasks.add(RecurringTask.start(
                        "restore-test-" + plan.name(),
                        plan.schedule(),
                        time,
                        () -> regions.alive(region),
                        () -> tests.run(region, plan, definition.restoreTestingSelections())));
            }
        });
    }

    /**
     * Runs every rule of a plan now, whenever it is due.
     *
     * @param plan its name
     * @return the ids of the backup jobs
     */
    public List<String> runPlan(String region, String plan) {
        BackupDefinition definition = definition(region);
        BackupPlanDefinition found = definition.plans().stream()
                .filter(candidate -> candidate.name().equals(plan))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backup plan " + plan + " is none of " + region));
        return found.rules().stream()
                .flatMap(rule -> run(region, definition, found, rule).stream())
                .toList();
    }

    /**
     * Runs a restore-testing plan now, whenever it is due.
     *
     * @return the ids of the restore jobs
     */
    public List<String> runRestoreTest(String region, String plan) {
        BackupDefinition definition = definition(region);
        RestoreTestingPlanDefinition found = definition.restoreTestingPlans().stream()
                .filter(candidate -> candidate.name().equals(plan))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("restore-testing plan " + plan + " is none of " + region));
        return tests.run(region, found, definition.restoreTestingSelections()).stream()
                .map(Job::id)
                .toList();
    }

    @Override
    public void close() {
        tasks.forEach(RecurringTask::close);
        tests.close();
        jobs.close();
    }

    private BackupDefinition definition(String region) {
        return Optional.ofNullable(definitions.get(region))
                .orElseThrow(() -> new IllegalArgumentException("Region " + region + " has no stack in the lab"));
    }

    private List<String> run(
            String region, BackupDefinition definition, BackupPlanDefinition plan, BackupPlanDefinition.Rule rule) {
        Vault vault = store.vault(Vault.arn(region, StackIdentity.LAB_ACCOUNT_ID, rule.vault()))
                .orElseThrow(() -> new IllegalStateException(
                        "backup vault " + rule.vault() + " of plan " + plan.name() + " does not exist in " + region));
        ObjectNode createdBy = JsonNodeFactory.instance
                .objectNode()
                .put("BackupPlanId", plan.id())
                .put("BackupPlanArn", plan.arn())
                .put("BackupPlanVersion", "1")
                .put(
                        "BackupRuleId",
                        UUID.nameUUIDFromBytes((plan.id() + rule.name()).getBytes(StandardCharsets.UTF_8))
                                .toString());
        List<String> started = new ArrayList<>();
        for (BackupSelectionDefinition selection : definition.selections()) {
            if (selection.planId().equals(plan.id())) {
                for (TaggedTable table : selected(region, selection)) {
                    started.add(jobs.backUp(new BackupRequest(
                                    vault,
                                    table.arn(),
                                    selection.roleArn(),
                                    rule.deleteAfterDays(),
                                    Optional.of(createdBy.deepCopy()),
                                    rule.copies()))
                            .id());
                }
            }
        }
        return started;
    }

    private List<TaggedTable> selected(String region, BackupSelectionDefinition selection) {
        try {
            return tables.tables(region).stream()
                    .filter(table -> named(selection.resources(), table.arn())
                            || selection.anyTag().stream()
                                    .anyMatch(tag ->
                                            tag.value().equals(table.tags().get(tag.key())))
                            || (selection.resources().isEmpty()
                                    && selection.anyTag().isEmpty()
                                    && !selection.conditions().isEmpty()))
                    .filter(table ->
                            selection.conditions().stream().allMatch(condition -> condition.holds(table.tags())))
                    .filter(table -> !named(selection.notResources(), table.arn()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean named(List<String> patterns, String arn) {
        return patterns.stream()
                .anyMatch(pattern -> arn.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }

    private static void delete(LabService dynamoDb, String region, String table)
            throws IOException, InterruptedException {
        LabResponse response = dynamoDb.handle(new LabRequest(
                region,
                "AWSBACKUP",
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of("DynamoDB_20120810.DeleteTable")),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("TableName", table)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8)));
        if (response.status() != 200) {
            throw new IOException("DeleteTable was refused: " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }
}
