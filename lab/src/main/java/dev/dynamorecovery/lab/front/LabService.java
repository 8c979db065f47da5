package dev.dynamorecovery.lab.front;

import java.io.IOException;

/** One AWS service as the lab stands in for it, reached through the front by its SigV4 signing name. */
public interface LabService {

    /** The name in the credential scope of a signed request, such as {@code dynamodb}, {@code states} or {@code s3}. */
    String signingName();

    /**
     * Answers one request of that service.
     *
     * <p>Errors a client would get from AWS are responses, with AWS's own code; an exception is a defect of the lab and
     * becomes an {@code InternalServerError}.
     */
    LabResponse handle(LabRequest request) throws IOException, InterruptedException;
}
