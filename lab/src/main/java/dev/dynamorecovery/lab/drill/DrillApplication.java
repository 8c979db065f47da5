package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.sample.PossibleStates;
import dev.dynamorecovery.lab.sample.SampleDifference;
import dev.dynamorecovery.lab.sample.SampleGenerator;
import dev.dynamorecovery.lab.sample.SampleItem;
import dev.dynamorecovery.lab.sample.SampleModel;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import dev.dynamorecovery.lab.sample.SampleWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The application of a drill: seeded tables, the writer that works on them, and the model of what they hold. */
final class DrillApplication implements AutoCloseable {

    /** The table that drills corrupt and recover. */
    static final SampleTable DAMAGED = SampleTable.ORDERS;

    private final DrillSite site;
    private final DrillSettings settings;
    private final DrillListener listener;
    private final Clock clock;
    private final SampleStore store;
    private final SampleModel model = new SampleModel();
    private final SampleWriter writer;

    private DrillApplication(
            DrillSite site,
            DrillSettings settings,
            DrillListener listener,
            Clock clock,
            SampleStore store,
            List<SampleItem> items) {
        this.site = site;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.store = store;
        items.forEach(model::put);
        this.writer =
                new SampleWriter(store, model, clock, settings.seed(), settings.writerThreads(), settings.thinkTime());
    }

    /** Empties the example tables and seeds them. */
    static DrillApplication seeded(DrillSite site, DrillSettings settings, DrillListener listener, Clock clock)
            throws InterruptedException {
        listener.phaseStarted("Seed users, orders and transactions");
        SampleStore store = new SampleStore(site.dynamoDb(), site.tableNames(), settings.writerThreads());
        List<SampleItem> items = new SampleGenerator(settings.seed()).items(settings.itemCount());
        DrillApplication application = new DrillApplication(site, settings, listener, clock, store, items);
        store.empty(deleted -> {});
        store.load(items, written -> listener.progressed(written, items.size()));
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "%,d items: %,d users, %,d orders, %,d transactions",
                items.size(),
                application.model.itemsOf(SampleTable.USERS).size(),
                application.model.itemsOf(SampleTable.ORDERS).size(),
                application.model.itemsOf(SampleTable.TRANSACTIONS).size()));
        return application;
    }

    SampleStore store() {
        return store;
    }

    SampleModel model() {
        return model;
    }

    SampleWriter writer() {
        return writer;
    }

    String table() {
        return site.nameOf(DAMAGED);
    }

    /** Lets it work until it has made its changes, and deleted enough for a faulty release to bring back. */
    void work() throws InterruptedException {
        listener.phaseStarted("The application works on them");
        writer.start();
        writer.awaitChanges(settings.changes(), settings.resurrections());
        listener.phaseFinished(String.format(
                Locale.ROOT, "%,d changes by %d threads", writer.counts().changes(), settings.writerThreads()));
    }

    /** Lets it work until that instant has passed, which takes some change at least; answers how many there were. */
    long workUntil(Instant instant) throws InterruptedException {
        long before = writer.counts().changes();
        writer.awaitChanges(before + 1, 0);
        while (clock.instant().isBefore(instant)) {
            writer.awaitChanges(writer.counts().changes() + 1, 0);
        }
        return writer.counts().changes() - before;
    }

    void requireNoConflicts() {
        if (writer.counts().conflicts() > 0) {
            throw new DrillFailed(
                    writer.counts().conflicts() + " changes of the application were refused: somebody else writes to"
                            + " the tables",
                    null);
        }
    }

    /** How a table, the damaged one or its copy, differs from what its items may rightly be. */
    SampleDifference difference(PossibleStates rightly, String tableName) throws InterruptedException {
        return SampleDifference.between(DAMAGED, rightly, store.scan(DAMAGED, tableName));
    }

    DrillResult.Changes changes() {
        return new DrillResult.Changes(
                writer.counts().inserts(),
                writer.counts().updates(),
                writer.counts().deletes(),
                writer.counts().transactions());
    }

    @Override
    public void close() {
        writer.close();
    }
}
