package dev.dynamorecovery.core.restore;

import java.util.List;

/** What became of reading a request. */
public sealed interface RequestReading {

    record Understood(RecoveryRequest request) implements RequestReading {}

    record Malformed(List<Refusal> refusals) implements RequestReading {

        public Malformed {
            refusals = List.copyOf(refusals);
        }
    }
}
