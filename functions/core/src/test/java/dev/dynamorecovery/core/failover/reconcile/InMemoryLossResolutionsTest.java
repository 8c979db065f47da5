package dev.dynamorecovery.core.failover.reconcile;

class InMemoryLossResolutionsTest implements LossResolutionsContract {

    private final InMemoryLossResolutions resolutions = new InMemoryLossResolutions();

    @Override
    public LossResolutions resolutions() {
        return resolutions;
    }
}
