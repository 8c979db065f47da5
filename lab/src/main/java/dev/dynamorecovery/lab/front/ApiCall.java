package dev.dynamorecovery.lab.front;

import java.util.List;

/**
 * One API call that the lab answered, as an audit trail would keep it.
 *
 * @param accessKeyId the caller: a person, a hosted function or a state machine
 * @param service the signing name, such as {@code dynamodb}
 * @param operation the API operation, such as {@code PutItem}
 * @param resources names or ARNs that the request addresses, as far as the service tells them
 * @param status the HTTP status of the answer
 */
public record ApiCall(
        String accessKeyId, String region, String service, String operation, List<String> resources, int status) {}
