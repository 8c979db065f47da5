package dev.dynamorecovery.core.failover.control;

class InMemoryControlRecordsTest implements ControlRecordsContract {

    private final InMemoryControlRecords records = new InMemoryControlRecords();

    @Override
    public ControlRecords records() {
        return records;
    }

    @Override
    public void replaceAndDieBetweenTheWrites(ControlRecord before, ControlRecord after) {
        records.keep(before.newest());
    }
}
