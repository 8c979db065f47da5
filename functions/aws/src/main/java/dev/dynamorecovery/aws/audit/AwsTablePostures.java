package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.posture.ChangeLogFacts;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.audit.posture.TablePostures;
import dev.dynamorecovery.core.audit.rule.ExemptTables;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Looks at the tables of one Region: what AWS answers for many tables at once is read once for each audit, the rest by six
 * calls for each table at most, of a few tables at a time. One posture at a time is handed over.
 */
public final class AwsTablePostures implements TablePostures {

    /** DynamoDB answers some of these questions ten times a second only; more tables at a time would only be refused. */
    private static final int TABLES_AT_A_TIME = 4;
    /** Up to so many tables, what is asked for each costs less than what is asked for all. */
    private static final int FEW = 10;
    /** A refusal for too many questions passes; an audit has time to ask again. */
    private static final int ATTEMPTS = 12;

    private final DynamoDbClient dynamoDb;
    private final TableReader tables;
    private final PeerReader peers;
    private final ChangeLogIndex changeLog;
    private final RegionReaders region;
    private final String regionName;
    private final TableArns arns;
    private final InstantSource time;

    private AwsTablePostures(Environment environment, AwsClients clients, InstantSource time) {
        this.dynamoDb = clients.dynamoDb();
        this.arns = new TableArns(environment.required("TABLE_ARN_PREFIX"));
        this.tables = new TableReader(dynamoDb);
        this.peers = new PeerReader(clients);
        this.changeLog = DynamoDbChangeLogIndex.of(environment, clients);
        this.region = RegionReaders.of(environment, clients, dynamoDb, arns);
        this.regionName = environment.required("AWS_REGION");
        this.time = time;
    }

    /** The tables of the Region in which a function of that environment runs. */
    public static AwsTablePostures of(Environment environment, AwsClients clients, InstantSource time) {
        return new AwsTablePostures(environment, clients.persistent(ATTEMPTS), time);
    }

    @Override
    public void look(AuditScope scope, Consumer<TablePosture> posture) {
        RegionView view = region.look(few(scope));
        Deque<Future<Optional<TablePosture>>> underWay = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Stream<String> names = names(scope)) {
            try {
                names.forEach(name -> {
                    if (underWay.size() == TABLES_AT_A_TIME) {
                        result(underWay.remove()).ifPresent(posture);
                    }
                    underWay.add(threads.submit(() -> look(name, view)));
                });
                while (!underWay.isEmpty()) {
                    result(underWay.remove()).ifPresent(posture);
                }
            } finally {
                underWay.forEach(running -> running.cancel(true));
            }
        }
    }

    private static boolean few(AuditScope scope) {
        return switch (scope) {
            case AuditScope.Everything everything -> false;
            case AuditScope.Tables some -> some.names().size() <= FEW;
        };
    }

    private Stream<String> names(AuditScope scope) {
        return switch (scope) {
            case AuditScope.Everything everything -> dynamoDb.listTablesPaginator().tableNames().stream();
            case AuditScope.Tables some -> some.names().stream().sorted();
        };
    }

    private static Optional<TablePosture> result(Future<Optional<TablePosture>> running) {
        try {
            return running.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("The audit was stopped while it looked at tables", stopped);
        } catch (ExecutionException | CancellationException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("A table could not be looked at: run the audit again", failed);
        }
    }

    private Optional<TablePosture> look(String table, RegionView view) {
        Observed<Map<String, String>> tags = view.tags().of(table);
        PostureLook look = new PostureLook(table, arns.of(table), regionName, time.instant(), tags);
        if (tags instanceof Observed.Seen<Map<String, String>> seen) {
            Optional<String> unlooked = whyNotLookedAt(table, seen.value(), view.few());
            if (unlooked.isPresent()) {
                return Optional.of(look.notLookedAt("not looked at: " + unlooked.get()));
            }
        }
        Observed<Optional<TableDescription>> description = tables.description(table);
        if (isMissing(description)) {
            return Optional.empty();
        }
        Observed<TableFacts> facts = description.map(found -> SeenTable.facts(found.orElseThrow(), regionName));
        return Optional.of(look.looked(
                facts,
                tables,
                view,
                Look.at(
                        "dynamodb:Query",
                        () -> new ChangeLogFacts(changeLog.checkpoints(table), changeLog.gaps(table))),
                peers.read(table, facts)));
    }

    /** Why the tags tell enough. Of a table that somebody named all is told, bound to a plan or not. */
    private static Optional<String> whyNotLookedAt(String table, Map<String, String> tags, boolean named) {
        return ExemptTables.reason(table, tags)
                .or(() -> named || tags.containsKey(RecoveryPlan.TAG)
                        ? Optional.empty()
                        : Optional.of("the table is bound to no plan"));
    }

    private static boolean isMissing(Observed<Optional<TableDescription>> description) {
        return description instanceof Observed.Seen<Optional<TableDescription>> seen
                && seen.value().isEmpty();
    }
}
