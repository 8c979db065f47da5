package dev.dynamorecovery.lab.plane;

/** What DynamoDB's JSON protocol answers: a status and a JSON body. */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record WireAnswer(int status, byte[] body) {

    boolean succeeded() {
        return status == 200;
    }
}
