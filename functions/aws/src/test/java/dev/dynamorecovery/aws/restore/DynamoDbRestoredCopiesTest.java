package dev.dynamorecovery.aws.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.settings.InMemoryDynamoDb;
import dev.dynamorecovery.aws.settings.RestoredTables;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class DynamoDbRestoredCopiesTest {

    private static final String ORDERS = InMemoryDynamoDb.ARN + "orders";

    private final InMemoryDynamoDb dynamoDb = new InMemoryDynamoDb(RestoredTables.described().toBuilder()
            .deletionProtectionEnabled(true)
            .restoreSummary(restore -> restore.sourceTableArn(ORDERS).restoreInProgress(false))
            .build());
    private final DynamoDbRestoredCopies copies = new DynamoDbRestoredCopies(dynamoDb);

    @Test
    void shouldTellAllThatACleanUpIsDecidedFrom() {
        dynamoDb.tags().putAll(Map.of("recovery:execution", "run-1", "team", "shop"));

        assertThat(copies.observe("copy"))
                .isEqualTo(new CopyObservation.Found(
                        InMemoryDynamoDb.ARN + "copy",
                        "ACTIVE",
                        Instant.parse("2026-11-22T12:00:01Z"),
                        true,
                        Map.of("recovery:execution", "run-1", "team", "shop"),
                        Optional.of(new CopyObservation.Origin(ORDERS, false))));
    }

    @Test
    void shouldTellThatThereIsNone() {
        assertThat(copies.observe("another")).isEqualTo(new CopyObservation.Missing());
    }

    @Test
    void shouldNotTakeUnreadableTagsForNone() {
        dynamoDb.denyTags();

        assertThat(copies.observe("copy")).isEqualTo(new CopyObservation.Unknown("AccessDeniedException"));
    }

    @Test
    void shouldLiftProtectionAndDelete() {
        assertThat(copies.delete(new CleanupDecision.Delete("copy", true, "tag")))
                .isTrue();
        assertThat(copies.observe("copy")).isEqualTo(new CopyObservation.Missing());
        assertThat(dynamoDb.calls()).containsExactly("UpdateTable", "DeleteTable");
    }

    @Test
    void shouldComeBackLaterWhileTheTableIsChanging() {
        dynamoDb.settleSlowly();

        assertThat(copies.delete(new CleanupDecision.Delete("copy", true, "tag")))
                .isFalse();
        assertThat(copies.observe("copy"))
                .isInstanceOfSatisfying(
                        CopyObservation.Found.class,
                        found -> assertThat(found.status()).isEqualTo("UPDATING"));
        dynamoDb.settle();
        assertThat(copies.delete(new CleanupDecision.Delete("copy", false, "tag")))
                .isTrue();
    }

    @Test
    void shouldNotDeleteWhatIsBeingDeleted() {
        dynamoDb.status(TableStatus.DELETING);

        assertThat(copies.delete(new CleanupDecision.Delete("copy", false, "tag")))
                .isFalse();
        assertThat(dynamoDb.calls()).isEmpty();
    }
}
