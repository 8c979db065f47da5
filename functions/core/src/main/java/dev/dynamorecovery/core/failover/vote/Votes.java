package dev.dynamorecovery.core.failover.vote;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All votes of a group, asked at one instant: what is not fresh says nothing. */
public final class Votes {

    private final List<Vote> fresh;

    private Votes(List<Vote> fresh) {
        this.fresh = fresh;
    }

    /**
     * The votes that count at {@code now}.
     *
     * @param freshFor how old a vote may be; one that comes from as far in the future is no better: that observer's
     *     clock is wrong
     */
    public static Votes freshAt(Instant now, Duration freshFor, List<Vote> votes) {
        return new Votes(votes.stream()
                .filter(vote -> Duration.between(vote.at(), now).abs().compareTo(freshFor) <= 0)
                .sorted(Comparator.comparing(Vote::subject).thenComparing(Vote::observer))
                .toList());
    }

    /** What is said of a Region by observers that are not in it. */
    public List<Vote> fromOutside(String subject) {
        return about(subject).stream()
                .filter(vote -> !vote.observer().equals(subject))
                .toList();
    }

    /** What is said of a Region, by its own observer too. */
    public List<Vote> about(String subject) {
        return fresh.stream().filter(vote -> vote.subject().equals(subject)).toList();
    }

    /** What one observer says of one Region. */
    public Optional<Vote> of(String observer, String subject) {
        return about(subject).stream()
                .filter(vote -> vote.observer().equals(observer))
                .findFirst();
    }

    /**
     * Whether an observer sees no Region well but its own: then it is more likely the one that is cut off. That it sees
     * its own says nothing of its way to others.
     */
    public boolean blind(String observer) {
        return fresh.stream()
                .filter(vote -> vote.observer().equals(observer))
                .filter(vote -> !vote.subject().equals(observer))
                .noneMatch(vote -> vote.view() == RegionView.HEALTHY);
    }

    /** The votes that count, by subject and observer. */
    public List<Vote> all() {
        return fresh;
    }
}
