package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.notice.Notice;
import dev.dynamorecovery.core.failover.notice.Notices;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes notices to an SNS topic. */
public final class SnsNotices implements Notices {

    private final SnsClient client;
    private final String topicArn;

    public SnsNotices(SnsClient client, String topicArn) {
        this.client = client;
        this.topicArn = topicArn;
    }

    @Override
    public void publish(Notice notice) {
        client.publish(
                request -> request.topicArn(topicArn).subject(notice.subject()).message(notice.message()));
    }
}
