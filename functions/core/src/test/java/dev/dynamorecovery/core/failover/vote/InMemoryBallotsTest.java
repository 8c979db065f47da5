package dev.dynamorecovery.core.failover.vote;

class InMemoryBallotsTest implements BallotsContract {

    @Override
    public Ballots ballots() {
        return new InMemoryBallots();
    }
}
