package dev.dynamorecovery.core.failover.reconcile;

import java.util.List;

/** Where it is kept what people decided about lost writes. */
public interface LossResolutions {

    /** Keeps a decision, unless there is one on the same loss; the first one stands. */
    void record(RecordedResolution resolution);

    /** All decisions of a group. */
    List<RecordedResolution> of(String group);
}
