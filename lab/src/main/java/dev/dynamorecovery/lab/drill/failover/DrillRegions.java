package dev.dynamorecovery.lab.drill.failover;

import dev.dynamorecovery.gate.DynamoDbControlReader;
import dev.dynamorecovery.gate.GateListener;
import dev.dynamorecovery.gate.LeaseTerms;
import dev.dynamorecovery.gate.WriteGate;
import dev.dynamorecovery.gate.WriteGateInterceptor;
import dev.dynamorecovery.lab.Lab;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Makes the clients of the application in each Region of a lab, with the write gate as its page describes it. */
final class DrillRegions {

    /** Half of the plan's margin of five seconds. */
    private static final LeaseTerms TERMS = new LeaseTerms("unset", Duration.ofSeconds(10), Duration.ofMillis(2500));

    private final Lab lab;
    private final String group;
    private final String controlTable;

    DrillRegions(Lab lab, String group, String controlTable) {
        this.lab = lab;
        this.group = group;
        this.controlTable = controlTable;
    }

    /** A gate for the application of a Region, which reads the control table in its own Region. */
    WriteGate gate(String region) {
        DynamoDbClient control = client(region)
                .overrideConfiguration(it -> it.apiCallTimeout(Duration.ofSeconds(2)))
                .build();
        return WriteGate.open(
                group,
                new LeaseTerms(region, TERMS.longestLease(), TERMS.attemptTimeout()),
                new DynamoDbControlReader(control, controlTable, group),
                GateListener.NONE);
    }

    /** The client that the application of a Region writes with. */
    DynamoDbClient gated(String region, WriteGate gate) {
        return client(region)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .addExecutionInterceptor(new WriteGateInterceptor(gate))
                        .apiCallAttemptTimeout(TERMS.attemptTimeout())
                        .build())
                .build();
    }

    /** A client of somebody outside of all Regions, who counts. */
    DynamoDbClient auditor(String region) {
        return client(region, Lab.OPERATOR_ACCESS_KEY_ID).build();
    }

    private DynamoDbClientBuilder client(String region) {
        return client(region, Lab.applicationAccessKeyId(region));
    }

    private DynamoDbClientBuilder client(String region, String accessKeyId) {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKeyId, Lab.SECRET_ACCESS_KEY)));
    }
}
