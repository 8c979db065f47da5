package dev.dynamorecovery.aws.restore;

import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import dev.dynamorecovery.core.restore.RestoredCopies;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Looks at the tables that restores have made, and deletes them. */
public final class DynamoDbRestoredCopies implements RestoredCopies {

    private static final int FIRST_STATUS_OF_SERVER_ERRORS = 500;

    private final DynamoDbClient dynamoDb;

    public DynamoDbRestoredCopies(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Override
    public CopyObservation observe(String table) {
        try {
            return found(
                    dynamoDb.describeTable(request -> request.tableName(table)).table());
        } catch (ResourceNotFoundException noSuchTable) {
            return new CopyObservation.Missing();
        } catch (DynamoDbException refused) {
            if (refused.isThrottlingException() || refused.statusCode() >= FIRST_STATUS_OF_SERVER_ERRORS) {
                throw refused;
            }
            return new CopyObservation.Unknown(codeOf(refused));
        }
    }

    private CopyObservation.Found found(TableDescription table) {
        return new CopyObservation.Found(
                table.tableArn(),
                table.tableStatusAsString(),
                table.creationDateTime(),
                Boolean.TRUE.equals(table.deletionProtectionEnabled()),
                TableTags.of(dynamoDb, table.tableArn()),
                Optional.ofNullable(table.restoreSummary())
                        .map(restore -> new CopyObservation.Origin(
                                restore.sourceTableArn(), Boolean.TRUE.equals(restore.restoreInProgress()))));
    }

    @Override
    public boolean delete(CleanupDecision.Delete decision) {
        try {
            if (decision.liftProtectionFirst()) {
                dynamoDb.updateTable(
                        request -> request.tableName(decision.table()).deletionProtectionEnabled(false));
            }
            dynamoDb.deleteTable(request -> request.tableName(decision.table()));
            return true;
        } catch (ResourceNotFoundException alreadyGone) {
            return true;
        } catch (ResourceInUseException stillChanging) {
            return false;
        }
    }

    private static String codeOf(DynamoDbException refused) {
        return refused.awsErrorDetails() == null
                ? "status " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }
}
