package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.front.ApiCall;
import dev.dynamorecovery.lab.front.CallListener;
import dev.dynamorecovery.lab.sample.SampleCorruptor;
import dev.dynamorecovery.lab.sample.SampleItem;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * A restore that comes back wrong: one item of the copy is changed between its becoming active and the machine's
 * hearing of it, so that a verdict other than Inconsistent would be a false one.
 */
public final class CopyFault implements CallListener {

    private final DynamoDbClient dynamoDb;
    private final SampleStore store;
    private final SampleTable table;
    private final String copy;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param table the table whose copy is spoiled
     * @param copy the name that the copy is going to have
     */
    public CopyFault(DynamoDbClient dynamoDb, SampleStore store, SampleTable table, String copy) {
        this.dynamoDb = dynamoDb;
        this.store = store;
        this.table = table;
        this.copy = copy;
    }

    /** The name the copy has to be given for the fault to strike it. */
    public String copyName() {
        return copy;
    }

    @Override
    public void called(ApiCall call) {
        if (!done.get() && isOfTheMachine(call) && isActive() && done.compareAndSet(false, true)) {
            spoilOneItem();
        }
    }

    /** Calls of the operator are the drill's own, and among them the ones made from here. */
    private boolean isOfTheMachine(ApiCall call) {
        return call.service().equals("dynamodb")
                && !call.accessKeyId().equals(Lab.OPERATOR_ACCESS_KEY_ID)
                && call.resources().stream()
                        .anyMatch(resource -> resource.equals(copy) || resource.endsWith("table/" + copy));
    }

    private boolean isActive() {
        try {
            return dynamoDb.describeTable(request -> request.tableName(copy))
                            .table()
                            .tableStatus()
                    == TableStatus.ACTIVE;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private void spoilOneItem() {
        store.anyOf(table, copy)
                .ifPresent(item -> store.overwriteIn(copy, new SampleItem(table, SampleCorruptor.spoiled(item, 0))));
    }
}
