package dev.dynamorecovery.aws.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.changelog.LostChangeNotice;
import dev.dynamorecovery.core.changelog.LostChangeNotices;
import dev.dynamorecovery.core.document.Documents;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends notices as JSON to a queue of SQS. */
public final class SqsLostChangeNotices implements LostChangeNotices {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsLostChangeNotices(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(LostChangeNotice notice) {
        String body = json(notice);
        sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }

    private static String json(LostChangeNotice notice) {
        try {
            return Documents.json().writeValueAsString(notice);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts, numbers and instants has no JSON", impossible);
        }
    }
}
