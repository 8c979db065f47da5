package dev.dynamorecovery.gate;

import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/**
 * Puts a gate into a DynamoDB client, and so under the Enhanced Client on top of it: reads pass, all else is looked at as
 * it is sent, each attempt anew.
 */
public final class WriteGateInterceptor implements ExecutionInterceptor {

    private static final ExecutionAttribute<Moment> ADMITTED_AT = new ExecutionAttribute<>("WriteGateAdmittedAt");

    /** What is known to change nothing. Everything else, PartiQL too, counts as a write. */
    private static final Set<Class<?>> READS = Set.of(
            GetItemRequest.class,
            BatchGetItemRequest.class,
            QueryRequest.class,
            ScanRequest.class,
            TransactGetItemsRequest.class,
            DescribeTableRequest.class);

    private final WriteGate gate;

    public WriteGateInterceptor(WriteGate gate) {
        this.gate = gate;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (!READS.contains(context.request().getClass())) {
            attributes.putAttribute(ADMITTED_AT, gate.admit());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        Moment admittedAt = attributes.getAttribute(ADMITTED_AT);
        if (admittedAt != null) {
            gate.answered(admittedAt);
        }
    }
}
