package dev.dynamorecovery.core.changelog;

class InMemoryChangeLogIndexTest implements ChangeLogIndexContract {

    @Override
    public ChangeLogIndex index() {
        return new InMemoryChangeLogIndex();
    }
}
