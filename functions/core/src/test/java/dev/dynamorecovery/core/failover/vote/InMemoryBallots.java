package dev.dynamorecovery.core.failover.vote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Votes of this process. */
public final class InMemoryBallots implements Ballots {

    private record Place(String group, String observer, String subject) {}

    private final Map<Place, Vote> votes = new LinkedHashMap<>();

    @Override
    public synchronized void cast(Vote vote) {
        votes.put(new Place(vote.group(), vote.observer(), vote.subject()), vote);
    }

    @Override
    public synchronized List<Vote> read(String group) {
        List<Vote> found = new ArrayList<>(votes.size());
        for (Vote vote : votes.values()) {
            if (vote.group().equals(group)) {
                found.add(vote);
            }
        }
        return found;
    }
}
