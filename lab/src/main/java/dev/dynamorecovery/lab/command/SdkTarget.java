package dev.dynamorecovery.lab.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** Where SDK clients of the command line go, and with whose credentials. */
public sealed interface SdkTarget {

    /** What it is, for the operator. */
    String words();

    /** Whether buckets are addressed by path: under an endpoint of its own they have no names in the DNS. */
    boolean byPath();

    /** What points the AWS CLI at it, each option after a space. */
    String cliOptions();

    /** The same in another Region. */
    SdkTarget in(String region);

    /** Points a client's builder at it. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(B builder);

    static SdkTarget of(TargetOptions options, Map<String, String> environment, Path stateDirectory) {
        if (options.lab()) {
            return LabAddressFile.read(stateDirectory).address();
        }
        return new Configured(environment.get("AWS_ENDPOINT_URL"), options.region(), options.profile());
    }

    /** The lab that runs on this machine. */
    record LabAddress(URI endpoint, String region, String accessKeyId, String secretAccessKey) implements SdkTarget {

        @Override
        public String words() {
            return "the lab at " + endpoint;
        }

        @Override
        public boolean byPath() {
            return true;
        }

        @Override
        public SdkTarget in(String other) {
            return new LabAddress(endpoint, other, accessKeyId, secretAccessKey);
        }

        @Override
        public String cliOptions() {
            return " --endpoint-url " + endpoint + " --region " + region;
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(B builder) {
            return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                    .endpointOverride(endpoint)
                    .region(Region.of(region))
                    .credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)));
        }
    }

    /** AWS by the default chain of Regions and credentials, or the endpoint that the environment names instead. */
    record Configured(
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable String profile) implements SdkTarget {

        @Override
        public String words() {
            return endpoint == null ? "AWS" : "the endpoint " + endpoint + " (AWS_ENDPOINT_URL)";
        }

        @Override
        public boolean byPath() {
            return endpoint != null;
        }

        @Override
        public SdkTarget in(String other) {
            return new Configured(endpoint, other, profile);
        }

        @Override
        public String cliOptions() {
            return (endpoint == null ? "" : " --endpoint-url " + endpoint)
                    + (region == null ? "" : " --region " + region)
                    + (profile == null ? "" : " --profile " + profile);
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(B builder) {
            B configured = builder.httpClientBuilder(UrlConnectionHttpClient.builder());
            if (profile != null) {
                configured = configured.credentialsProvider(ProfileCredentialsProvider.create(profile));
            }
            if (region != null) {
                configured = configured.region(Region.of(region));
            } else if (profile != null) {
                String profileRegion = ProfileFile.defaultProfileFile()
                        .profile(profile)
                        .flatMap(found -> found.property("region"))
                        .orElse(null);
                if (profileRegion != null) {
                    configured = configured.region(Region.of(profileRegion));
                }
            }
            return configured;
        }
    }
}
