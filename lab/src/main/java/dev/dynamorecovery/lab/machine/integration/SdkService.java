package dev.dynamorecovery.lab.machine.integration;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One service as the SDK models it.
 *
 * @param name the package's name
 * @param client the synchronous client's interface
 */
public record SdkService(String name, Class<?> client) {

    /** How error names of this service begin: {@code DynamoDb}, as the SDK's classes do. */
    public String prefix() {
        return client.getSimpleName().substring(0, client.getSimpleName().length() - "Client".length());
    }

    /** Whether the service's model, or the SDK itself, has an exception of this class name. */
    boolean hasException(String simpleName) {
        if (simpleName.equals("SdkClientException")) {
            return true;
        }
        try {
            Class<?> found = Class.forName(client.getPackageName() + ".model." + simpleName);
            return AwsServiceException.class.isAssignableFrom(found);
        } catch (ClassNotFoundException e) {
            return false; // the answer, not a failure
        }
    }

    /** @param action in camel case, as a Resource has it: {@code restoreTableToPointInTime} */
    Optional<SdkAction> action(String action, SdkClients clients) {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getName().equals(action))
                .filter(method -> takesRequestFirst(method))
                // The plain form first; a form with a body in or out is the only one where the service streams.
                .min(Comparator.comparingInt(Method::getParameterCount).thenComparing(Method::toString))
                .map(method -> SdkAction.of(this, method, clients));
    }

    SdkAction require(String action, SdkClients clients) {
        return action(action, clients)
                .orElseThrow(() -> new IllegalStateException("the SDK's " + name + " has no action " + action));
    }

    /** A hint at the action that was meant, when only its case differs. */
    String suggestion(String action) {
        return Arrays.stream(client.getMethods())
                .filter(SdkService::takesRequestFirst)
                .map(Method::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(action.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> "; it has " + name)
                .orElse("");
    }

    private static boolean takesRequestFirst(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length >= 1
                && AwsRequest.class.isAssignableFrom(parameters[0])
                && !method.getName().endsWith("Paginator")
                && SdkAction.offers(method);
    }
}
