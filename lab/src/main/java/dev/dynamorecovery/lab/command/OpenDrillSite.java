package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.drill.CopyFault;
import dev.dynamorecovery.lab.drill.DrillSite;
import dev.dynamorecovery.lab.drill.RestoreDrill;
import dev.dynamorecovery.lab.execution.SdkRecoveryStack;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A lab opened for a drill: one of its own, or the one that is running.
 *
 * @param ownLab the lab to be closed with this, null for one that was running
 */
record OpenDrillSite(
        DrillSite site, String description, @Nullable OwnLab ownLab) implements AutoCloseable {

    static OpenDrillSite inOwnLab(Path home, boolean injectFault) throws IOException, InterruptedException {
        // A folder of its own: it neither finds nor disturbs the lab of './recovery lab', nor another drill.
        Path stateDirectory = OwnFolder.create().path();
        LabOptions options =
                LabOptions.ofCheckout(home).withStateDirectory(stateDirectory).withPort(0);
        Lab lab = Labs.start(options);
        SdkTarget.LabAddress address = new SdkTarget.LabAddress(
                lab.endpoint(), options.region(), Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY);
        DrillSite site = site(address, options.stackName(), options.timeScale());
        if (injectFault) {
            SampleTable table = RestoreDrill.DAMAGED;
            CopyFault fault = new CopyFault(
                    site.dynamoDb(),
                    new SampleStore(site.dynamoDb(), site.tableNames(), 1),
                    table,
                    site.nameOf(table) + "-spoiled");
            lab.calls().watch(fault);
            site = new DrillSite(site.dynamoDb(), site.stack(), site.tableNames(), site.timeScale(), fault);
        }
        return new OpenDrillSite(site, lab.endpoint().toString(), OwnLab.of(lab, stateDirectory));
    }

    static OpenDrillSite inRunningLab(Path stateDirectory) {
        LabAddressFile.RunningLab running = LabAddressFile.read(stateDirectory);
        URI endpoint = running.address().endpoint();
        return new OpenDrillSite(
                site(running.address(), running.stackName(), running.timeScale()), endpoint.toString(), null);
    }

    private static DrillSite site(SdkTarget.LabAddress address, String stackName, double timeScale) {
        StackOutputs outputs;
        try (CloudFormationClient cloudFormation =
                address.configure(CloudFormationClient.builder()).build()) {
            outputs = StackOutputs.read(cloudFormation, stackName);
        }
        SfnClient stepFunctions = address.configure(SfnClient.builder()).build();
        return new DrillSite(
                address.configure(DynamoDbClient.builder()).build(),
                new SdkRecoveryStack(
                        stepFunctions,
                        outputs.get("RestoreStateMachineArn"),
                        outputs.get("ReplayStateMachineArn"),
                        address.words()),
                Map.of(
                        SampleTable.USERS, outputs.get("UsersTableName"),
                        SampleTable.ORDERS, outputs.get("OrdersTableName"),
                        SampleTable.TRANSACTIONS, outputs.get("TransactionsTableName")),
                timeScale,
                null);
    }

    @Override
    public void close() throws IOException {
        site.dynamoDb().close();
        site.stack().close();
        if (ownLab != null) {
            ownLab.close();
        }
    }

    /** A lab that ends with the drill, however the drill ends, and its folder with it. */
    record OwnLab(Lab lab, Path stateDirectory, Farewell farewell) implements AutoCloseable {

        static OwnLab of(Lab lab, Path stateDirectory) {
            return new OwnLab(lab, stateDirectory, new Farewell(() -> {
                try {
                    end(lab, stateDirectory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }

        @Override
        public void close() throws IOException {
            farewell.cancel();
            end(lab, stateDirectory);
        }

        private static void end(Lab lab, Path stateDirectory) throws IOException {
            lab.close();
            new OwnFolder(stateDirectory).close();
        }
    }

    /** The folder of a drill's own lab, which is gone with it. */
    record OwnFolder(Path path) implements AutoCloseable {

        static OwnFolder create() throws IOException {
            return new OwnFolder(Files.createTempDirectory("recovery-drill"));
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> paths = Files.walk(path)) {
                for (Path found : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(found);
                }
            }
        }
    }
}
