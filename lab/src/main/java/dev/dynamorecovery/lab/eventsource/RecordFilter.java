package dev.dynamorecovery.lab.eventsource;

import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/** The filter criteria of a mapping, judged by AWS's own library for event patterns. */
final class RecordFilter {

    private final GenericMachine<String> machine =
            GenericMachine.<String>builder().build();
    private final boolean everything;

    private RecordFilter(List<String> patterns) {
        this.everything = patterns.isEmpty();
        for (String pattern : patterns) {
            try {
                machine.addRule(pattern, pattern);
            } catch (IOException notPattern) {
                throw MappingFault.invalid("Invalid filter pattern definition: " + notPattern.getMessage());
            }
        }
    }

    /**
     * A filter that lets pass what any of the patterns matches, and everything when there are none.
     *
     * @throws MappingFault when a pattern is none
     */
    static RecordFilter of(List<String> patterns) {
        return new RecordFilter(patterns);
    }

    boolean passes(String recordJson) {
        if (everything) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(recordJson).isEmpty();
        } catch (Exception notEvent) {
            throw new IllegalArgumentException("a record is no JSON object", notEvent);
        }
    }
}
