package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.backup.BackupJobs.RestoreRequest;
import dev.dynamorecovery.lab.plane.TableSnapshots;
import dev.dynamorecovery.lab.plane.TaggedTable;
import dev.dynamorecovery.lab.template.RestoreTestingPlanDefinition;
import dev.dynamorecovery.lab.template.RestoreTestingSelectionDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Restores what a restore-testing plan selects, waits for its validation, and deletes it again. */
final class RestoreTests implements AutoCloseable {

    /** Deletes a table, as AWS Backup does with its own permissions. */
    @FunctionalInterface
    interface TableDeletion {
        void delete(String region, String table) throws IOException, InterruptedException;
    }

    private static final System.Logger LOGGER = System.getLogger(RestoreTests.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_LEAST = Duration.ofMillis(10);

    /** Validation is real work, which no scale shortens. */
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

    private final BackupStore store;
    private final BackupJobs jobs;
    private final TableSnapshots tables;
    private final TableDeletion deletion;
    private final LabTime time;
    private final Random random = new Random(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    RestoreTests(BackupStore store, BackupJobs jobs, TableSnapshots tables, TableDeletion deletion, LabTime time) {
        this.store = store;
        this.jobs = jobs;
        this.tables = tables;
        this.deletion = deletion;
        this.time = time;
    }

    /** Starts the restores of a plan, one for each table that is selected. */
    List<Job> run(
            String region, RestoreTestingPlanDefinition plan, List<RestoreTestingSelectionDefinition> selections) {
        return selections.stream()
                .filter(selection -> selection.plan().equals(plan.name()))
                .flatMap(selection ->
                        chosen(region, plan, selection).stream().map(point -> test(region, plan, selection, point)))
                .toList();
    }

    private List<RecoveryPoint> chosen(
            String region, RestoreTestingPlanDefinition plan, RestoreTestingSelectionDefinition selection) {
        Instant now = time.now();
        Map<String, List<RecoveryPoint>> byTable = new LinkedHashMap<>();
        for (RecoveryPoint point : store.points(now)) {
            if (point.vault().region().equals(region)
                    && point.vault().account().equals(StackIdentity.LAB_ACCOUNT_ID)
                    && included(plan, point)
                    && !point.createdAt().isBefore(now.minus(Duration.ofDays(plan.windowDays())))
                    && selected(region, selection, point)) {
                byTable.computeIfAbsent(point.resourceArn(), arn -> new ArrayList<>())
                        .add(point);
            }
        }
        return byTable.values().stream().map(points -> oneOf(plan, points)).toList();
    }

    private RecoveryPoint oneOf(RestoreTestingPlanDefinition plan, List<RecoveryPoint> points) {
        return plan.algorithm().startsWith("RANDOM")
                ? points.get(random.nextInt(points.size()))
                : points.stream()
                        .max(Comparator.comparing(RecoveryPoint::createdAt))
                        .orElseThrow();
    }

    private static boolean included(RestoreTestingPlanDefinition plan, RecoveryPoint point) {
        String vault = point.vault().arn();
        return (plan.vaults().contains("*") || plan.vaults().contains(vault))
                && !plan.excludedVaults().contains(vault);
    }

    private boolean selected(String region, RestoreTestingSelectionDefinition selection, RecoveryPoint point) {
        boolean named = selection.resourceArns().isEmpty()
                || selection.resourceArns().contains("*")
                || selection.resourceArns().contains(point.resourceArn());
        return named
                && (selection.requiredTags().isEmpty()
                        || tags(region, point.resourceArn())
                                .entrySet()
                                .containsAll(selection.requiredTags().entrySet()));
    }

    private Map<String, String> tags(String region, String tableArn) {
        try {
            return tables.tables(region).stream()
                    .filter(table -> table.arn().equals(tableArn))
                    .findFirst()
                    .map(TaggedTable::tags)
                    .orElse(Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Job test(
            String region,
            RestoreTestingPlanDefinition plan,
            RestoreTestingSelectionDefinition selection,
            RecoveryPoint point) {
        ObjectNode createdBy = JsonNodeFactory.instance.objectNode().put("RestoreTestingPlanArn", plan.arn());
        String table = "awsbackup-restore-test-" + UUID.randomUUID().toString().substring(0, 8);
        Job job = jobs.restore(new RestoreRequest(
                point,
                region,
                selection.metadata().getOrDefault("targetTableName", table),
                selection.roleArn(),
                Optional.of(createdBy)));
        threads.execute(() -> follow(job, region, selection));
        return job;
    }

    private void follow(Job job, String region, RestoreTestingSelectionDefinition selection) {
        try {
            while (!job.state().equals("COMPLETED") && !job.state().equals("FAILED")) {
                time.pauseAtLeast(LOOK, LOOK_AT_LEAST);
            }
            if (job.state().equals("FAILED")) {
                return;
            }
            awaitValidation(job, selection);
            job.change(details -> details.put("DeletionStatus", "DELETING"));
            String arn = job.details().path("CreatedResourceArn").asText();
            deletion.delete(region, arn.substring(arn.indexOf('/') + 1));
            job.change(details -> details.put("DeletionStatus", "SUCCESSFUL"));
        } catch (InterruptedException closing) {
            LOGGER.log(Level.DEBUG, "a restore test ends with the lab", closing);
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(Level.ERROR, "the table of restore test " + job.id() + " could not be deleted", failure);
            job.change(details ->
                    details.put("DeletionStatus", "FAILED").put("DeletionStatusMessage", failure.toString()));
        }
    }

    private void awaitValidation(Job job, RestoreTestingSelectionDefinition selection) throws InterruptedException {
        Duration window = time.scaled(Duration.ofHours(selection.validationWindowHours()));
        if (window.isZero()) {
            return;
        }
        Instant end = time.now().plus(window.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : window);
        while (!validated(job) && time.now().isBefore(end)) {
            time.pauseAtLeast(LOOK, LOOK_AT_LEAST);
        }
        job.change(details -> {
            if (!details.has("ValidationStatus")
                    || details.path("ValidationStatus").asText().equals("VALIDATING")) {
                details.put("ValidationStatus", "TIMED_OUT");
            }
        });
    }

    private static boolean validated(Job job) {
        String status = job.details().path("ValidationStatus").asText("VALIDATING");
        return !status.equals("VALIDATING");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
