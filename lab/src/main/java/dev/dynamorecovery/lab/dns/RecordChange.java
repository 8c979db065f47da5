package dev.dynamorecovery.lab.dns;

/** One change of a hosted zone's records. */
record RecordChange(Action action, RecordSet records) {

    /** In Route 53's words. */
    enum Action {
        CREATE,
        UPSERT,
        DELETE
    }
}
