package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.item.Item;

class InMemoryReplayTargetTest extends ReplayTargetContract {

    private final InMemoryReplayTarget target = new InMemoryReplayTarget(SampleReplay.SCHEMA);

    @Override
    protected ReplayTarget target() {
        return target;
    }

    @Override
    protected void put(Item item) {
        target.put(item);
    }
}
