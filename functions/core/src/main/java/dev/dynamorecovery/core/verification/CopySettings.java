package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dynamorecovery.core.report.SettingsSection;
import dev.dynamorecovery.core.settings.CopyTags;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.RebuildProgress;
import dev.dynamorecovery.core.settings.SettingsComparison;
import dev.dynamorecovery.core.settings.SettingsDifference;
import dev.dynamorecovery.core.settings.SettingsRebuilder;
import dev.dynamorecovery.core.settings.TableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import java.util.List;

/**
 * Gives a restored copy the settings it must have, and keeps what was lost and what still differs.
 *
 * <p>They are the baseline's settings where the copy is compared with a baseline, and the live table's otherwise. A copy
 * that is only lent is compared, and given nothing.
 */
public final class CopySettings {

    private final TableSettingsReader reader;
    private final SettingsRebuilder rebuilder;
    private final StoredBaselines baselines;
    private final StoredDocuments work;

    /** Reads and rebuilds settings by these. */
    public CopySettings(
            TableSettingsReader reader, SettingsRebuilder rebuilder, StoredBaselines baselines, StoredDocuments work) {
        this.reader = reader;
        this.rebuilder = rebuilder;
        this.baselines = baselines;
        this.work = work;
    }

    /** What of the settings is rebuilt. */
    public enum Extent {
        /** All but the expiry of items: it deletes, and a copy that loses items while it is read proves nothing. */
        @JsonProperty("BeforeReading")
        BEFORE_READING,
        /** All. */
        @JsonProperty("Complete")
        COMPLETE
    }

    /** Takes the steps that the copy accepts now; to be called until the progress is settled. */
    public RebuildProgress rebuild(RecoveryJob.Restore job, Extent extent) {
        if (job.copyIsLent()) {
            return compare(job);
        }
        TableSettings complete = CopyTags.expectedOfCopy(settings(job), job.table(), maker(job));
        List<SettingsDifference> lost = lost(job, complete);
        TableSettings expected = switch (extent) {
            case BEFORE_READING -> complete.withTimeToLive(null);
            case COMPLETE -> complete;
        };
        RebuildProgress progress = rebuilder.rebuild(job.target(), expected);
        work.write(job.keys().settings(), new SettingsSection(lost, progress.remaining(), progress.settling()));
        return progress;
    }

    /**
     * A copy that is lent is only looked at. AWS Backup brings back a table's key and indexes, and is known to lose the other
     * settings, so those alone are compared: with the live table, whose indexes its readers ask for. No step is taken, and so
     * none remains.
     */
    private RebuildProgress compare(RecoveryJob.Restore job) {
        ObservedSettings copy = observed(job.target());
        List<SettingsDifference> differences =
                SettingsComparison.ofShape(observed(job.table()).settings(), copy.settings());
        work.write(job.keys().settings(), new SettingsSection(differences, differences, copy.settling()));
        return new RebuildProgress(List.of(), List.of(), copy.settling());
    }

    /**
     * The execution that made the copy. A copy that is only compared was made by an earlier one and says so; it stays that
     * one's: by this tag an execution knows what it may delete, and a person whence the copy came.
     */
    private String maker(RecoveryJob.Restore job) {
        return observed(job.target()).settings().tags().getOrDefault(CopyTags.EXECUTION, job.execution());
    }

    /** What differed before the first step was taken. */
    private List<SettingsDifference> lost(RecoveryJob.Restore job, TableSettings expected) {
        String key = job.keys().settings();
        return work.store().list(key).contains(key)
                ? work.read(key, SettingsSection.class).lost()
                : SettingsComparison.between(expected, observed(job.target()).settings());
    }

    private TableSettings settings(RecoveryJob.Restore job) {
        return switch (job.expectedState()) {
            case ExpectedSource.Baseline baseline ->
                baselines.read(job.table(), baseline.baseline()).settings();
            case ExpectedSource.ChangeLog log ->
                baselines.read(job.table(), log.baseline()).settings();
            case ExpectedSource.LiveTable live -> observed(job.table()).settings();
            case ExpectedSource.None none -> observed(job.table()).settings();
        };
    }

    private ObservedSettings observed(String table) {
        return reader.read(table)
                .orElseThrow(() -> new IllegalStateException(
                        "Table " + table + " is gone: somebody deleted it while its restore was running"));
    }
}
