package dev.dynamorecovery.core.changelog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One shard of a stream.
 *
 * @param parent the shard that it continues, where the stream still tells
 * @param endingSequence its last sequence number, once it is closed
 */
public record StreamShard(String id, Optional<String> parent, Optional<String> endingSequence) {

    /**
     * The shards of which the checkpoints alone do not prove that the log has all. A closed shard whose end was logged
     * is proven; so is one with a child that was logged, for Lambda reads a child only after all of its parent.
     *
     * @param checkpoints those of the shards' stream
     */
    public static List<String> unproven(List<StreamShard> shards, List<Checkpoint> checkpoints) {
        Map<String, Checkpoint> marks = checkpoints.stream().collect(Collectors.toMap(Checkpoint::shard, mark -> mark));
        Set<String> continued = shards.stream()
                .filter(shard -> marks.containsKey(shard.id()))
                .flatMap(shard -> shard.parent().stream())
                .collect(Collectors.toSet());
        return shards.stream()
                .filter(shard -> !continued.contains(shard.id()))
                .filter(shard -> !shard.isLoggedToItsEnd(marks.get(shard.id())))
                .map(StreamShard::id)
                .toList();
    }

    private boolean isLoggedToItsEnd(@Nullable Checkpoint mark) {
        return mark != null
                && endingSequence
                        .filter(end -> ChangePosition.compareSequences(mark.lastSequence(), end) >= 0)
                        .isPresent();
    }
}
