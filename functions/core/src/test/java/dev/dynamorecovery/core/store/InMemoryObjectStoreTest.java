package dev.dynamorecovery.core.store;

class InMemoryObjectStoreTest implements ObjectStoreContract {

    @Override
    public ObjectStore store() {
        return new InMemoryObjectStore();
    }
}
