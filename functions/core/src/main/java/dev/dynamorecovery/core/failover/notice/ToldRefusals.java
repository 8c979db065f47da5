package dev.dynamorecovery.core.failover.notice;

import dev.dynamorecovery.core.failover.decision.Detection;
import java.util.Optional;

/** Remembers, for all Regions, which refusal of an automatic failover people were told of: once each, not at every look. */
public interface ToldRefusals {

    /** What people were told of last; empty when nothing is refused. */
    Optional<Detection> last(String group);

    /** Notes that people are about to be told; false when somebody else has noted the same before. */
    boolean note(String group, Detection detection);

    /** Forgets: the next refusal is news again. */
    void forget(String group);
}
