package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deletes expired items as the service does: through the engine, into the log, marked as its own doing. */
@SuppressWarnings("try") // a lock is held, not looked at
final class TimeToLiveSweep {

    /** What expired longer ago is taken for a mistake and kept, as on AWS: five years. */
    private static final Duration OLDEST_EXPIRY = Duration.ofDays(5 * 365);

    private final EngineTables engine;
    private final ReplicationLinks links;

    TimeToLiveSweep(EngineTables engine, ReplicationLinks links) {
        this.engine = engine;
        this.links = links;
    }

    void run(RegionState region) throws IOException {
        Instant now = region.time().now();
        for (Table table : region.tables()) {
            TableSettings.TimeToLive setting = table.settings().timeToLive().orElse(null);
            if (setting == null || !setting.enabled() || now.isBefore(setting.settledAt()) || !table.takesData()) {
                continue;
            }
            for (Map.Entry<ItemKey, ItemImage> item : table.history().current().entrySet()) {
                if (expired(item.getValue(), setting.attributeName(), now) && isHere(table, item.getKey())) {
                    delete(region, table, item.getValue(), item.getKey());
                }
            }
        }
    }

    /** One Region of a global table deletes an item and the others get the deletion: the Region that wrote it last. */
    private boolean isHere(Table table, ItemKey key) {
        ItemVersion version = table.history().version(key);
        if (version == null || version.region().equals(table.region())) {
            return true;
        }
        return table.globalTable()
                .flatMap(global -> global.replica(version.region()))
                .filter(writer -> links.flows(new RegionPair(writer.name(), table.region())))
                .isEmpty();
    }

    private void delete(RegionState region, Table table, ItemImage image, ItemKey key) throws IOException {
        ObjectNode keyAttributes = table.keySchema().keyAttributes(image.attributes());
        List<Target> targets = List.of(new Target(table, key, keyAttributes));
        try (TableLocks.Held held = TableLocks.items(targets)) {
            // Whoever wrote the item since has given it another expiry, or none.
            if (!image.equals(table.history().current(key)) || !table.takesData()) {
                return;
            }
            ObjectNode request = WireJson.object().put("TableName", table.name());
            request.set("Key", keyAttributes);
            engine.ask(region.name(), "DeleteItem", request);
            region.log().append(List.of(new Write(table.history(), key, null, true)));
        }
    }

    private static boolean expired(ItemImage image, String attribute, Instant now) {
        JsonNode number = image.attributes().path(attribute).path("N");
        if (!number.isTextual()) {
            return false;
        }
        double expiry = Double.parseDouble(number.textValue());
        return expiry < now.getEpochSecond()
                && expiry > now.minus(OLDEST_EXPIRY).getEpochSecond();
    }
}
