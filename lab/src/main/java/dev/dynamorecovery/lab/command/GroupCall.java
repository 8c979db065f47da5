package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.Console.Style;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Speaks to the first Region that answers. The control table holds the same in each of its Regions, and what people ask
 * for is decided by conditions on it, so that asking a second Region changes nothing twice.
 */
final class GroupCall {

    private final CommandContext context;
    private final GroupOptions options;

    GroupCall(CommandContext context, GroupOptions options) {
        this.context = context;
        this.options = options;
    }

    /** The stack of one Region, told to the operator. */
    GroupStack open(String region) {
        GroupStack stack = context.groups().in(region, options);
        context.console().note(context.console().styled(Style.QUIET, "→ " + stack.description()));
        return stack;
    }

    /** @param regions in the order they are asked */
    <T> T first(List<String> regions, Function<GroupStack, T> question) {
        @Nullable SdkException last = null;
        for (String region : regions) {
            try (GroupStack stack = open(region)) {
                return question.apply(stack);
            } catch (SdkException failure) {
                if (!mayAnswerElsewhere(failure)) {
                    throw failure;
                }
                context.console()
                        .note(context.console()
                                .styled(Style.DOUBTFUL, region + " does not answer: " + firstLine(failure)));
                last = failure;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("no Region to ask: the plan names none");
        }
        throw last;
    }

    private static boolean mayAnswerElsewhere(SdkException failure) {
        return failure instanceof SdkServiceException service
                ? service.statusCode() >= 500
                : failure instanceof SdkClientException && !Failures.lackCredentials(failure);
    }

    private static String firstLine(SdkException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
