package dev.dynamorecovery.lab.machine.integration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** SDK clients that call the lab, one per service and caller, kept until the lab ends. */
public final class SdkClients implements AutoCloseable {

    private record Key(String service, Caller caller) {}

    private final Supplier<URI> endpoint;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder().build();
    private final Map<Key, Object> clients = new ConcurrentHashMap<>();

    /** @param endpoint asked when the first client is made, since the front starts after its services */
    public SdkClients(Supplier<URI> endpoint) {
        this.endpoint = endpoint;
    }

    Object client(SdkService service, Caller caller) {
        return clients.computeIfAbsent(new Key(service.name(), caller), key -> create(service, caller));
    }

    private Object create(SdkService service, Caller caller) {
        try {
            AwsClientBuilder<?, ?> builder = (AwsClientBuilder<?, ?>)
                    service.client().getMethod("builder").invoke(null);
            builder.region(Region.of(caller.region()));
            builder.endpointOverride(endpoint.get());
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(caller.accessKeyId(), "lab")));
            ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
            Optional<Method> pathStyle = Arrays.stream(builder.getClass().getMethods())
                    .filter(method -> method.getName().equals("forcePathStyle"))
                    .filter(method -> method.getParameterTypes()[0] == Boolean.class)
                    .findFirst();
            if (pathStyle.isPresent()) {
                // The lab has one host name, so buckets go into the path.
                pathStyle.get().setAccessible(true);
                pathStyle.get().invoke(builder, true);
            }
            return builder.build();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the SDK's client of " + service.name() + " can't be made", e);
        }
    }

    @Override
    public void close() {
        clients.values().stream()
                .filter(SdkAutoCloseable.class::isInstance)
                .map(SdkAutoCloseable.class::cast)
                .forEach(SdkAutoCloseable::close);
        http.close();
    }
}
