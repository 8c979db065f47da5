package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.Observed;
import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;

/** One reader for each service that tells of many tables at once. */
record RegionReaders(
        TagReader tags,
        OnDemandBackupReader backups,
        VaultReader vaults,
        AlarmReader alarms,
        DeliveryReader deliveries,
        RestoreProofReader restores) {

    static RegionReaders of(Environment environment, AwsClients clients, DynamoDbClient dynamoDb, TableArns arns) {
        return new RegionReaders(
                new TagReader(clients.client(ResourceGroupsTaggingApiClient.builder()), dynamoDb, arns),
                new OnDemandBackupReader(dynamoDb),
                new VaultReader(clients.client(BackupClient.builder()), arns),
                new AlarmReader(clients.client(CloudWatchClient.builder())),
                new DeliveryReader(clients.signed("lambda"), environment.required("CHANGE_LOGGER"), arns),
                new RestoreProofReader(clients.s3(), environment.required("EVIDENCE_BUCKET")));
    }

    /** @param few whether what can be asked of one table is asked of each, rather than of all together */
    RegionView look(boolean few) {
        Observed<List<BackupVault>> seenVaults = vaults.vaults();
        return few
                ? new RegionView(
                        true,
                        tags.each(),
                        backups.each(),
                        seenVaults,
                        vaults.eachPoints(seenVaults),
                        vaults.eachCopies(),
                        deliveries.all(),
                        restores.each(),
                        alarms.all())
                : new RegionView(
                        false,
                        tags.all(),
                        backups.all(),
                        seenVaults,
                        vaults.allPoints(seenVaults),
                        vaults.allCopies(),
                        deliveries.all(),
                        restores.all(),
                        alarms.all());
    }
}
