package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Two replicas with a failover between them, by a seed: what was written, what the logs tell, and what is lost in truth. */
final class TwoReplicas {

    static final HandOver HAND_OVER = new HandOver(
            "us-east-1", "us-east-2", Instant.parse("2026-11-23T01:00:00Z"), HandOver.CLOCK_TOLERANCE, true);

    private final Random random;
    private final int distinctImages;
    private final boolean combines;
    private final HandOver handOver;
    private final LastWriterWins replicas;
    private long nowMillis;
    private int images;
    private double late;

    /**
     * @param distinctImages out of how many states the writers choose; 0 for a new one each time
     * @param combines whether replication may pass over all but the newest of several writes of an item
     */
    TwoReplicas(long seed, int distinctImages, boolean combines, long mostSkewMillis) {
        this.random = new Random(seed);
        this.distinctImages = distinctImages;
        this.combines = combines;
        this.replicas = new LastWriterWins(
                random.nextLong(-mostSkewMillis, mostSkewMillis + 1) / 2,
                random.nextLong(-mostSkewMillis, mostSkewMillis + 1) / 2);
        this.handOver = mostSkewMillis == 0
                ? HAND_OVER
                : new HandOver(
                        HAND_OVER.left(),
                        HAND_OVER.entered(),
                        HAND_OVER.at(),
                        Duration.ofMillis(mostSkewMillis).plusSeconds(1),
                        true);
    }

    /** Now and then a write arrives that the Region which was left had admitted before. */
    TwoReplicas withLateWrites() {
        late = 0.15;
        return this;
    }

    /** One Region writes until shortly before the hand-over, the other one from then on; all is delivered at last. */
    TwoReplicas run(int keys) {
        long cut = HAND_OVER.at().toEpochMilli();
        double delivery = random.nextDouble() * 0.5;
        nowMillis = cut - 62_500;
        while (nowMillis < cut - 5_000) {
            step(0, keys, delivery);
        }
        // The gates of the Region that is entered see the record some seconds after the switch, unless clocks differ.
        nowMillis = handOver.equals(HAND_OVER) ? cut + 3_500 : cut;
        double lateDelivery = random.nextDouble() * 0.5;
        while (nowMillis < cut + 60_000) {
            step(1, keys, lateDelivery);
        }
        for (int to = 0; to < 2; to++) {
            for (String key : replicas.onTheWay(to)) {
                while (deliver(to, key)) {
                    nowMillis += random.nextInt(50);
                }
            }
        }
        return this;
    }

    private void step(int writer, int keys, double delivery) {
        nowMillis += random.nextInt(1_500);
        if (random.nextDouble() < 0.5) {
            String key = "k-" + random.nextInt(keys);
            boolean isLate = writer == 1 && late > 0 && random.nextDouble() < late;
            replicas.write(isLate ? 0 : writer, key, image(key), nowMillis);
        }
        for (int to = 0; to < 2; to++) {
            for (String key : replicas.onTheWay(to)) {
                if (random.nextDouble() < delivery) {
                    deliver(to, key);
                }
            }
        }
    }

    private @Nullable Item image(String key) {
        boolean statesComeBack = distinctImages > 0 || !handOver.equals(HAND_OVER);
        if (statesComeBack && random.nextInt(12) == 0) {
            return null;
        }
        int value = distinctImages == 0 ? 1_000_000 + images++ : random.nextInt(distinctImages);
        return new Item(Map.of(
                "id", new AttributeValue.Text(key), "value", new AttributeValue.Numeric(Integer.toString(value))));
    }

    private boolean deliver(int to, String key) {
        return replicas.deliver(to, key, nowMillis, () -> combines && random.nextBoolean());
    }

    List<Change> log(int replica) {
        List<Change> shuffled = new ArrayList<>(replicas.log(replica));
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }

    HandOver handOver() {
        return handOver;
    }

    LastWriterWins replicas() {
        return replicas;
    }

    @Override
    public String toString() {
        return replicas.toString();
    }
}
