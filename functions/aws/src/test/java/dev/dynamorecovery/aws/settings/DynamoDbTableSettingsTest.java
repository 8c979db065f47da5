package dev.dynamorecovery.aws.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.settings.Capacity;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.TableClass;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BillingModeSummary;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class DynamoDbTableSettingsTest {

    @Test
    void shouldFindNoTableOfAnotherName() {
        var reader =
                new DynamoDbTableSettings(new InMemoryDynamoDb(RestoredTables.described()), new InMemoryAutoScaling());

        assertThat(reader.read("another")).isEmpty();
    }

    @Test
    void shouldReadTheKeyHashFirstAndEveryDefault() {
        var settings = read(table -> {}).settings();

        assertThat(settings.keySchema().names()).containsExactly("userId", "orderId");
        assertThat(settings.capacity()).isEqualTo(new Capacity.OnDemand(null, null));
        assertThat(settings.tableClass()).isEqualTo(TableClass.STANDARD);
        assertThat(settings.timeToLiveAttribute()).isNull();
        assertThat(settings.streamView()).isNull();
        assertThat(settings.pointInTimeRecoveryDays()).isNull();
        assertThat(settings.kmsKeyArn()).isNull();
        assertThat(settings.resourcePolicy()).isNull();
        assertThat(settings.deletionProtected()).isFalse();
    }

    @Test
    void shouldTakeATableWithoutASummaryOfItsBillingForProvisioned() {
        var settings = read(table -> table.billingModeSummary((BillingModeSummary) null)
                        .provisionedThroughput(
                                units -> units.readCapacityUnits(8L).writeCapacityUnits(4L))
                        .globalSecondaryIndexes(List.of()))
                .settings();

        assertThat(settings.capacity()).isEqualTo(new Capacity.Provisioned(8, 4));
    }

    @Test
    void shouldReadNoLimitAsNone() {
        var settings = read(table -> table.onDemandThroughput(
                        limits -> limits.maxReadRequestUnits(-1L).maxWriteRequestUnits(50L)))
                .settings();

        assertThat(settings.capacity()).isEqualTo(new Capacity.OnDemand(null, 50L));
    }

    @Test
    void shouldTellAnIndexThatIsBeingMade() {
        assertThat(read(table -> table.globalSecondaryIndexes(
                                RestoredTables.described().globalSecondaryIndexes().getFirst().toBuilder()
                                        .indexStatus(IndexStatus.CREATING)
                                        .build()))
                        .settling())
                .containsExactly("index by-status is CREATING");
    }

    @Test
    void shouldLeaveOutAnIndexThatIsBeingDeletedAndWaitForIt() {
        var observed = read(table ->
                table.globalSecondaryIndexes(RestoredTables.described().globalSecondaryIndexes().getFirst().toBuilder()
                        .indexStatus(IndexStatus.DELETING)
                        .build()));

        assertThat(observed.settings().globalIndexes()).isEmpty();
        assertThat(observed.settling()).containsExactly("index by-status is DELETING");
    }

    @Test
    void shouldTellEncryptionThatIsChanging() {
        assertThat(read(table -> table.sseDescription(
                                sse -> sse.status(SSEStatus.UPDATING).kmsMasterKeyArn("k")))
                        .settling())
                .containsExactly("encryption is UPDATING");
    }

    private static ObservedSettings read(Consumer<TableDescription.Builder> change) {
        var table = RestoredTables.described().toBuilder();
        change.accept(table);
        return new DynamoDbTableSettings(new InMemoryDynamoDb(table.build()), new InMemoryAutoScaling())
                .read(RestoredTables.COPY)
                .orElseThrow();
    }
}
