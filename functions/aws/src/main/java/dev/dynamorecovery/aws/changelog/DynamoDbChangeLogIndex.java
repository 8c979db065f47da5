package dev.dynamorecovery.aws.changelog;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapIdentity;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.StreamName;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.HashKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The index in one DynamoDB table, whose items expire with the log's retention: segments by table and day, checkpoints,
 * gaps and the hash key by table. One call for each segment recorded and each advance.
 */
public final class DynamoDbChangeLogIndex implements ChangeLogIndex {

    /** Checkpoints of a stream's first days stay: they tell that it was logged from its beginning. */
    private static final Duration FIRST_DAYS = Duration.ofDays(2);

    private static final String HASH_KEY = "hashKey";

    private final DynamoDbClient client;
    private final String indexTable;
    private final Duration retention;
    private final Supplier<Instant> clock;

    /**
     * The index in {@code indexTable}.
     *
     * @param retention how long the log is kept
     * @param clock what is asked for the time, to know which days can hold segments
     */
    public DynamoDbChangeLogIndex(
            DynamoDbClient client, String indexTable, Duration retention, Supplier<Instant> clock) {
        this.client = client;
        this.indexTable = indexTable;
        this.retention = retention;
        this.clock = clock;
    }

    /** The index that the environment of a function names. */
    public static DynamoDbChangeLogIndex of(Environment environment, AwsClients clients) {
        return new DynamoDbChangeLogIndex(
                clients.dynamoDb(),
                environment.required("CHANGE_LOG_INDEX"),
                Duration.ofDays(environment.requiredNumber("CHANGE_LOG_RETENTION_DAYS")),
                Instant::now);
    }

    @Override
    public void record(SegmentEntry segment) {
        Map<String, AttributeValue> item =
                IndexItem.of(segment, segment.newest().plus(retention));
        client.putItem(request -> request.tableName(indexTable).item(item));
    }

    @Override
    public void record(GapIdentity identity, Gap gap) {
        Optional<Gap> standing = put(identity, gap, Optional.empty());
        while (standing.isPresent() && !standing.get().joined(gap).equals(standing.get())) {
            standing = put(identity, standing.get().joined(gap), standing);
        }
    }

    /** Puts the gap in place of the given one, or of none. Answers what stands there if it is another by now. */
    private Optional<Gap> put(GapIdentity identity, Gap gap, Optional<Gap> inPlaceOf) {
        Map<String, AttributeValue> item = IndexItem.of(identity, gap);
        if (!gap.until().equals(Instant.MAX)) {
            item.put(
                    IndexItem.EXPIRES_AT,
                    IndexItem.number(gap.until().plus(retention).getEpochSecond()));
        }
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(indexTable)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .conditionExpression("attribute_not_exists(#from)"
                        + (inPlaceOf.isPresent() ? " OR (#from = :from AND #until = :until)" : ""));
        Map<String, String> names = new LinkedHashMap<>(Map.of("#from", IndexItem.FROM));
        inPlaceOf.ifPresent(standing -> {
            names.put("#until", IndexItem.UNTIL);
            request.expressionAttributeValues(Map.of(
                    ":from", IndexItem.text(standing.from().toString()),
                    ":until", IndexItem.text(standing.until().toString())));
        });
        try {
            client.putItem(request.expressionAttributeNames(names).build());
            return Optional.empty();
        } catch (ConditionalCheckFailedException another) {
            return Optional.of(new IndexItem(another.item()).gap());
        }
    }

    @Override
    public Optional<Checkpoint> advance(Checkpoint checkpoint, Instant staleBefore) {
        boolean stays = checkpoint
                .loggedAt()
                .isBefore(StreamName.createdAt(checkpoint.stream()).plus(FIRST_DAYS));
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        values.put(":sequence", IndexItem.text(IndexItem.sortable(checkpoint.lastSequence())));
        values.put(":firstChange", IndexItem.text(checkpoint.firstChange().toString()));
        values.put(":firstLoggedAt", IndexItem.text(checkpoint.firstLoggedAt().toString()));
        values.put(":newestChange", IndexItem.text(checkpoint.newestChange().toString()));
        values.put(":loggedAt", IndexItem.text(IndexItem.sortable(checkpoint.loggedAt())));
        values.put(":staleBefore", IndexItem.text(IndexItem.sortable(staleBefore)));
        if (!stays) {
            values.put(
                    ":expiresAt",
                    IndexItem.number(checkpoint.loggedAt().plus(retention).getEpochSecond()));
        }
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(indexTable)
                .key(IndexItem.keyOf(checkpoint))
                .updateExpression(
                        "SET lastSequence = :sequence, firstChange = if_not_exists(firstChange, :firstChange),"
                                + " firstLoggedAt = if_not_exists(firstLoggedAt, :firstLoggedAt),"
                                + " newestChange = :newestChange, loggedAt = :loggedAt"
                                + (stays ? " REMOVE expiresAt" : ", expiresAt = :expiresAt"))
                .conditionExpression("attribute_not_exists(lastSequence)"
                        + " OR (lastSequence < :sequence AND loggedAt >= :staleBefore)")
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            client.updateItem(request);
            return Optional.empty();
        } catch (ConditionalCheckFailedException standing) {
            IndexItem item = new IndexItem(standing.item());
            boolean further = item.lastSequence().compareTo(IndexItem.sortable(checkpoint.lastSequence())) >= 0;
            return further ? Optional.empty() : Optional.of(item.checkpoint());
        }
    }

    @Override
    public List<SegmentEntry> segments(String table, TimeSpan span) {
        LocalDate first = firstDay(span.from());
        LocalDate last = lastDay(span.until());
        List<SegmentEntry> segments = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            query(day(table, day, span)
                            .projectionExpression(IndexItem.SEGMENT_WITHOUT_FILTER)
                            .expressionAttributeNames(Map.of(
                                    "#partition",
                                    IndexItem.PARTITION,
                                    "#position",
                                    IndexItem.POSITION,
                                    "#stream",
                                    "stream",
                                    "#shard",
                                    "shard"))
                            .build())
                    .map(IndexItem::segment)
                    .filter(entry -> entry.oldest().isBefore(span.until()))
                    .forEach(segments::add);
        }
        return segments;
    }

    @Override
    public void newestFirst(String table, TimeSpan span, Predicate<SegmentEntry> more) {
        LocalDate first = firstDay(span.from());
        for (LocalDate day = lastDay(span.until()); !day.isBefore(first); day = day.minusDays(1)) {
            boolean stopped = query(day(table, day, span)
                            .expressionAttributeNames(
                                    Map.of("#partition", IndexItem.PARTITION, "#position", IndexItem.POSITION))
                            .scanIndexForward(false)
                            .build())
                    .map(IndexItem::segment)
                    .filter(entry -> entry.oldest().isBefore(span.until()))
                    .anyMatch(entry -> !more.test(entry));
            if (stopped) {
                return;
            }
        }
    }

    /** The day's segments of the span, and some that begin behind it: all changes of a segment are of one hour. */
    private QueryRequest.Builder day(String table, LocalDate day, TimeSpan span) {
        Instant until = span.until().isBefore(end(day))
                ? span.until().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)
                : end(day);
        return QueryRequest.builder()
                .tableName(indexTable)
                .consistentRead(true)
                .keyConditionExpression("#partition = :partition AND #position BETWEEN :from AND :until")
                .expressionAttributeValues(Map.of(
                        ":partition", IndexItem.text(IndexItem.segments(table, day)),
                        ":from", IndexItem.text(IndexItem.sortable(span.from())),
                        ":until", IndexItem.text(IndexItem.sortable(until))));
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first day that can hold segments: what is older has expired. */
    private LocalDate firstDay(Instant from) {
        Instant kept = clock.get().minus(retention).minus(Duration.ofDays(1));
        return day(from.isAfter(kept) ? from : kept);
    }

    /** The last day that can hold segments: none is of the future, clocks aside. */
    private LocalDate lastDay(Instant until) {
        Instant latest = clock.get().plus(Duration.ofDays(1));
        return day(until.isBefore(latest) ? until : latest);
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public List<Checkpoint> checkpoints(String table) {
        return partition(IndexItem.checkpoints(table))
                .map(IndexItem::checkpoint)
                .toList();
    }

    @Override
    public List<Gap> gaps(String table) {
        return partition(IndexItem.gaps(table))
                .map(IndexItem::gap)
                .sorted(Comparator.comparing(Gap::from))
                .toList();
    }

    private Stream<IndexItem> partition(String partition) {
        return query(QueryRequest.builder()
                .tableName(indexTable)
                .consistentRead(true)
                .keyConditionExpression("#partition = :partition")
                .expressionAttributeNames(Map.of("#partition", IndexItem.PARTITION))
                .expressionAttributeValues(Map.of(":partition", IndexItem.text(partition)))
                .build());
    }

    private Stream<IndexItem> query(QueryRequest request) {
        return client.queryPaginator(request).items().stream().map(IndexItem::new);
    }

    @Override
    public HashKey hashKey(String table) {
        Map<String, AttributeValue> key = IndexItem.key(IndexItem.hashKey(table), IndexItem.hashKey(table));
        return kept(key).orElseGet(() -> {
            byte[] random = new byte[HashKey.BYTES];
            new SecureRandom().nextBytes(random);
            Map<String, AttributeValue> drawn = new LinkedHashMap<>(key);
            drawn.put(HASH_KEY, IndexItem.text(HashKey.of(random).toHex()));
            try {
                client.putItem(request -> request.tableName(indexTable)
                        .item(drawn)
                        .conditionExpression("attribute_not_exists(" + HASH_KEY + ")"));
                return HashKey.of(random);
            } catch (ConditionalCheckFailedException drawnByAnother) {
                return kept(key).orElseThrow(() -> drawnByAnother);
            }
        });
    }

    private Optional<HashKey> kept(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(indexTable).key(key).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(HashKey.ofHex(new IndexItem(item).required(HASH_KEY)));
    }
}
