package dev.dynamorecovery.lab.plane;

import java.io.IOException;

/**
 * What holds the items and evaluates expressions behind the recovery plane: one database per Region, reached by
 * DynamoDB's own operations.
 */
interface ItemEngine extends AutoCloseable {

    /**
     * Carries out one operation.
     *
     * @throws IOException when no answer came; the operation may or may not have been carried out
     */
    WireAnswer call(String region, String operation, byte[] body) throws IOException;

    @Override
    void close();
}
