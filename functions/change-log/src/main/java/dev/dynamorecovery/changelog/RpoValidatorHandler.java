package dev.dynamorecovery.changelog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.rpo.DynamoDbHeartbeats;
import dev.dynamorecovery.aws.rpo.DynamoDbProtectedTables;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.rpo.ProtectedTable;
import dev.dynamorecovery.core.rpo.ProtectedTables;
import dev.dynamorecovery.core.rpo.RpoResult;
import dev.dynamorecovery.core.rpo.RpoValidation;
import dev.dynamorecovery.core.rpo.TableRpo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures, once a minute, how much each protected table would lose now, against its plan. */
public final class RpoValidatorHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RpoValidatorHandler.class);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final ProtectedTables tables;
    private final RpoValidation validation;
    private final RpoMetrics metrics;
    private final Supplier<Instant> clock;

    /** The function as Lambda starts it. */
    public RpoValidatorHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RpoValidatorHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private RpoValidatorHandler(Environment environment, AwsClients clients) {
        this(
                new DynamoDbProtectedTables(clients.dynamoDb(), new PackagedPlans()),
                new RpoValidation(
                        DynamoDbChangeLogIndex.of(environment, clients),
                        new S3ObjectStore(clients.s3(), environment.required("CHANGE_LOG_BUCKET")),
                        new DynamoDbStreamObserver(clients.dynamoDb(), clients.dynamoDbStreams()),
                        new DynamoDbHeartbeats(clients.dynamoDb()),
                        new LogDelivery(
                                environment.requiredNumber("PARALLELIZATION_FACTOR"),
                                Duration.ofSeconds(environment.requiredNumber("MAXIMUM_RECORD_AGE_SECONDS"))),
                        Duration.ofDays(environment.requiredNumber("CHANGE_LOG_RETENTION_DAYS")),
                        environment.required("AWS_REGION")),
                new RpoMetrics(new RecoveryMetrics(environment)::record, new RecoveryMetrics(environment)::record),
                Instant::now);
    }

    RpoValidatorHandler(ProtectedTables tables, RpoValidation validation, RpoMetrics metrics, Supplier<Instant> clock) {
        this.tables = tables;
        this.validation = validation;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode schedule, Context context) {
        List<TableRpo> measured = tables.find().stream()
                .map(this::validated)
                .flatMap(Optional::stream)
                .toList();
        measured.forEach(RpoValidatorHandler::log);
        metrics.record(measured);
        return new Answer(measured.stream().map(TableAnswer::of).toList());
    }

    /** A table that cannot be looked at is unknown, which counts as over its objective; the others are measured still. */
    private Optional<TableRpo> validated(ProtectedTable table) {
        try {
            return validation.validate(table, clock.get());
        } catch (RuntimeException failure) {
            LOG.error("The recovery point of {} could not be measured", table.name(), failure);
            return Optional.of(RpoValidation.unknown(
                    table.name(), "measuring failed with " + failure.getClass().getSimpleName()));
        }
    }

    private static void log(TableRpo measured) {
        switch (measured.result()) {
            case RpoResult.WithinObjective within ->
                LOG.info("{} would lose {} at most: {}", measured.table(), within.rpoAchieved(), within.reason());
            case RpoResult.OverObjective over ->
                LOG.warn(
                        "{} would lose {}, and its plan allows {}: {}",
                        measured.table(),
                        over.rpoAchieved(),
                        over.rpoObjective(),
                        over.reason());
            case RpoResult.Unknown unknown ->
                LOG.warn("Nobody can tell what {} would lose: {}", measured.table(), unknown.reason());
        }
        measured.newGaps().forEach(gap -> LOG.warn("{} has a gap in its log, {}", measured.table(), gap.described()));
    }

    /** What was measured, in order of the tables' names. */
    record Answer(List<TableAnswer> tables) {}

    /**
     * @param result {@code WithinObjective}, {@code OverObjective} or {@code Unknown}
     * @param rpoAchieved null where it is unknown
     */
    record TableAnswer(
            String table, String result, @Nullable Duration rpoAchieved, String reason, List<String> newGaps) {

        static TableAnswer of(TableRpo measured) {
            return new TableAnswer(
                    measured.table(),
                    measured.result().getClass().getSimpleName(),
                    switch (measured.result()) {
                        case RpoResult.WithinObjective within -> within.rpoAchieved();
                        case RpoResult.OverObjective over -> over.rpoAchieved();
                        case RpoResult.Unknown unknown -> null;
                    },
                    measured.result().reason(),
                    measured.newGaps().stream().map(gap -> gap.described()).toList());
        }
    }
}
