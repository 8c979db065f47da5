package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.report.SettingsSection;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import dev.dynamorecovery.core.settings.CopyTags;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.RebuildProgress;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.settings.TableSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopySettingsTest {

    private final Map<String, TableSettings> tables = new HashMap<>();
    private final StoredDocuments work = new StoredDocuments(new InMemoryObjectStore());
    private final CopySettings settings = new CopySettings(
            table -> Optional.ofNullable(tables.get(table)).map(found -> new ObservedSettings(found, List.of())),
            (table, expected) -> {
                tables.put(table, expected);
                return new RebuildProgress(List.of(), List.of(), List.of());
            },
            new StoredBaselines(new InMemoryObjectStore()),
            work);
    private final RecoveryJob.Restore job = SampleVerification.restore(new ExpectedSource.LiveTable(), true);

    @Test
    void shouldSayWhichExecutionMadeTheCopy() {
        stand(Map.of());

        assertThat(tagsAfterRebuilding())
                .containsEntry(CopyTags.EXECUTION, job.execution())
                .containsEntry(CopyTags.COPY_OF, "orders");
    }

    /** Else the restore that made it could not remove it any more, and nobody would know whence it came. */
    @Test
    void shouldLeaveACopyToTheExecutionThatMadeItWhenAnotherOneComparesIt() {
        stand(Map.of(CopyTags.COPY_OF, "orders", CopyTags.EXECUTION, "restore-of-yesterday"));

        Map<String, String> tags = tagsAfterRebuilding();

        assertThat(tags).containsEntry(CopyTags.EXECUTION, "restore-of-yesterday");
        assertThat(cleanup("restore-of-yesterday", tags)).isInstanceOf(CleanupDecision.Delete.class);
        assertThat(cleanup(job.execution(), tags)).isInstanceOf(CleanupDecision.Keep.class);
    }

    @Test
    void shouldGiveNothingToATableThatAwsBackupLentAndMissOnlyItsKeyAndIndexes() {
        RecoveryJob.Restore lent = SampleVerification.lent(true);
        TableSettings restored = SampleSettings.afterRestore(SampleSettings.rich());
        tables.put(lent.table(), SampleSettings.rich());
        tables.put(lent.target(), restored);

        RebuildProgress progress = settings.rebuild(lent, CopySettings.Extent.COMPLETE);

        assertThat(progress.isSettled()).isTrue();
        assertThat(tables).containsEntry(lent.target(), restored);
        assertThat(work.read(lent.keys().settings(), SettingsSection.class).remaining())
                .isEmpty();
    }

    @Test
    void shouldNameTheIndexThatATableOfAwsBackupLacks() {
        RecoveryJob.Restore lent = SampleVerification.lent(true);
        tables.put(lent.table(), SampleSettings.rich());
        tables.put(lent.target(), withoutGlobalIndexes(SampleSettings.afterRestore(SampleSettings.rich())));

        settings.rebuild(lent, CopySettings.Extent.BEFORE_READING);

        assertThat(work.read(lent.keys().settings(), SettingsSection.class).remaining())
                .singleElement()
                .satisfies(difference -> assertThat(difference.setting()).isEqualTo("globalIndexes.by-status"));
    }

    private static TableSettings withoutGlobalIndexes(TableSettings table) {
        return new TableSettings(
                table.key(),
                table.localIndexes(),
                List.of(),
                table.capacity(),
                table.tableClass(),
                table.timeToLiveAttribute(),
                table.streamView(),
                table.pointInTimeRecoveryDays(),
                table.deletionProtected(),
                table.kmsKeyArn(),
                table.tags(),
                table.autoScaling(),
                table.resourcePolicy());
    }

    private void stand(Map<String, String> tagsOfCopy) {
        tables.put(job.table(), SampleSettings.rich());
        tables.put(job.target(), SampleSettings.rich().withTags(new TreeMap<>(tagsOfCopy)));
    }

    private Map<String, String> tagsAfterRebuilding() {
        settings.rebuild(job, CopySettings.Extent.BEFORE_READING);
        settings.rebuild(job, CopySettings.Extent.COMPLETE);
        return Optional.ofNullable(tables.get(job.target())).orElseThrow().tags();
    }

    private CleanupDecision cleanup(String execution, Map<String, String> tags) {
        return CleanupDecision.decide(
                new CleanupDecision.Claim(job.target(), job.table(), job.tableArn(), execution, job.startedAt()),
                new CopyObservation.Found(
                        job.tableArn() + "-copy", "ACTIVE", job.startedAt(), false, tags, Optional.empty()));
    }
}
