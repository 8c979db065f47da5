package dev.dynamorecovery.aws.changelog;

import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.ShardObservation;
import dev.dynamorecovery.core.changelog.StreamName;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.changelog.StreamShard;
import dev.dynamorecovery.core.settings.StreamView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Looks at a table's stream: its settings, and the first record behind each checkpoint that proves nothing by itself. */
public final class DynamoDbStreamObserver implements StreamObserver {

    /** An answer without records does not prove that a shard has no more; so many in a row are taken for it. */
    private static final int EMPTY_ANSWERS = 5;

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    /** An observer of the tables that the clients reach. */
    public DynamoDbStreamObserver(DynamoDbClient tables, DynamoDbStreamsClient streams) {
        this.tables = tables;
        this.streams = streams;
    }

    @Override
    public StreamObservation observe(String table, List<Checkpoint> checkpoints) {
        @Nullable String arn = enabledStream(table);
        if (arn == null) {
            return new StreamObservation.Disabled();
        }
        String label = StreamName.of(arn).label();
        List<Checkpoint> marks = checkpoints.stream()
                .filter(checkpoint -> checkpoint.stream().equals(label))
                .toList();
        List<StreamShard> shards = new ArrayList<>();
        StreamView view = describe(arn, shards);
        boolean named = marks.stream().noneMatch(mark -> mark.shard().equals(ChangePosition.UNNAMED_SHARD));
        // Shards can't be told apart in a log that does not name them: looking at each would prove nothing.
        List<ShardObservation> observations = named
                ? StreamShard.unproven(shards, marks).stream()
                        .map(shard -> observe(arn, shard, marks))
                        .toList()
                : List.of();
        return new StreamObservation.Enabled(label, StreamName.createdAt(label), view, observations);
    }

    private @Nullable String enabledStream(String table) {
        try {
            TableDescription description =
                    tables.describeTable(request -> request.tableName(table)).table();
            boolean enabled = description.streamSpecification() != null
                    && Boolean.TRUE.equals(description.streamSpecification().streamEnabled());
            return enabled ? description.latestStreamArn() : null;
        } catch (ResourceNotFoundException noTable) {
            return null;
        }
    }

    private StreamView describe(String arn, List<StreamShard> shards) {
        @Nullable String after = null;
        while (true) {
            StreamDescription page = streams.describeStream(DescribeStreamRequest.builder()
                            .streamArn(arn)
                            .exclusiveStartShardId(after)
                            .build())
                    .streamDescription();
            page.shards().stream().map(DynamoDbStreamObserver::shard).forEach(shards::add);
            after = page.lastEvaluatedShardId();
            if (after == null) {
                return StreamView.valueOf(page.streamViewTypeAsString());
            }
        }
    }

    private static StreamShard shard(Shard shard) {
        return new StreamShard(
                shard.shardId(),
                Optional.ofNullable(shard.parentShardId()),
                Optional.ofNullable(shard.sequenceNumberRange().endingSequenceNumber()));
    }

    private ShardObservation observe(String arn, String shard, List<Checkpoint> marks) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamArn(arn).shardId(shard);
        marks.stream()
                .filter(mark -> mark.shard().equals(shard))
                .findFirst()
                .ifPresentOrElse(
                        mark -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(mark.lastSequence()),
                        () -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        try {
            return first(shard, streams.getShardIterator(request.build()).shardIterator());
        } catch (TrimmedDataAccessException trimmed) {
            return new ShardObservation.Trimmed(shard);
        }
    }

    private ShardObservation first(String shard, @Nullable String start) {
        @Nullable String iterator = start;
        for (int answer = 0; answer < EMPTY_ANSWERS && iterator != null; answer++) {
            String from = iterator;
            GetRecordsResponse records =
                    streams.getRecords(request -> request.shardIterator(from).limit(1));
            if (records.hasRecords() && !records.records().isEmpty()) {
                return new ShardObservation.Pending(
                        shard, records.records().getFirst().dynamodb().approximateCreationDateTime());
            }
            iterator = records.nextShardIterator();
        }
        return new ShardObservation.Drained(shard);
    }
}
