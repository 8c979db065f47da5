package dev.dynamorecovery.lab.front;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /**
     * The API operation that a request asks for, for the record of calls.
     *
     * <p>Knows the JSON protocols ({@code X-Amz-Target}) and the query protocol ({@code Action}); a REST service tells
     * its own.
     */
    default String operation(LabRequest request) {
        return request.targetOperation().orElseGet(() -> QueryAction.of(request));
    }

    /** The body of a request as JSON, for the trail of calls; a service of another protocol translates it. */
    default byte[] requestAsJson(LabRequest request) {
        return request.body();
    }

    /** What a REST service reads off the path, by the names that CloudTrail gives it. */
    default Map<String, String> pathParameters(LabRequest request) {
        return Map.of();
    }

    /** An error in the words of the service, as its protocol carries it. */
    default LabResponse failure(LabRequest request, ServiceError error) {
        return error.answer(request);
    }

    /** Names or ARNs of the resources that a request addresses, for the record of calls; empty when not known. */
    default List<String> resources(LabRequest request) {
        return List.of();
    }

    /** The operation of a query-protocol request. */
    final class QueryAction {

        private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

        private QueryAction() {}

        private static String of(LabRequest request) {
            String form = request.query() + '&' + new String(request.body(), StandardCharsets.UTF_8);
            Matcher matcher = ACTION.matcher(form);
            return matcher.find() ? matcher.group(1) : request.method() + ' ' + request.path();
        }
    }
}
