package dev.dynamorecovery.aws.failover;

import com.fasterxml.jackson.core.JacksonException;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.approval.ApprovalAnswer;
import dev.dynamorecovery.core.failover.approval.ApprovalTasks;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Hands answers on to Step Functions, in the Region where the execution waits. */
public final class StepFunctionsApprovalTasks implements ApprovalTasks {

    private final Function<String, SfnClient> clients;

    /** @param clients of a Region */
    public StepFunctionsApprovalTasks(Function<String, SfnClient> clients) {
        this.clients = clients;
    }

    @Override
    public boolean answer(PendingApproval pending, ApprovalAnswer answer) {
        String output = json(Map.of("approved", answer.approved(), "by", answer.by()));
        try (SfnClient client = clients.apply(pending.region())) {
            client.sendTaskSuccess(
                    request -> request.taskToken(pending.taskToken()).output(output));
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException waitsNoLonger) {
            return false;
        }
    }

    private static String json(Map<String, Object> output) {
        try {
            return Documents.json().writeValueAsString(output);
        } catch (JacksonException impossible) {
            throw new IllegalStateException("a flag and a text cannot be written as JSON", impossible);
        }
    }
}
