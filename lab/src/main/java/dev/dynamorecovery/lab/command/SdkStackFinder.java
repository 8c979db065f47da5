package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryStack;
import dev.dynamorecovery.lab.execution.SdkRecoveryStack;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Finds the stack that a command line points at, for each of the things that commands do with it. */
public final class SdkStackFinder implements CommandContext.StackFinder {

    private final Map<String, String> environment;
    private final Path stateDirectory;

    public SdkStackFinder(Map<String, String> environment, Path stateDirectory) {
        this.environment = environment;
        this.stateDirectory = stateDirectory;
    }

    @Override
    public RecoveryStack find(TargetOptions options) {
        DeployedStack stack = DeployedStack.find(options, environment, stateDirectory);
        SfnClient stepFunctions = stack.target().configure(SfnClient.builder()).build();
        return new SdkRecoveryStack(
                stepFunctions, stack.restoreMachineArn(), stack.replayMachineArn(), stack.description());
    }

    /** The stack's change log. */
    public ChangeLogStack changeLog(TargetOptions options) {
        return new SdkChangeLogStack(DeployedStack.find(options, environment, stateDirectory), Clock.systemUTC());
    }

    /** The stack as it takes tables on. */
    public ProtectingStack protecting(TargetOptions options) {
        return new SdkProtectingStack(DeployedStack.find(options, environment, stateDirectory));
    }

    /** The stack as it audits tables. */
    public AuditStack audit(TargetOptions options) {
        return new SdkAuditStack(DeployedStack.find(options, environment, stateDirectory));
    }

    /** What moves failover groups, in a Region. */
    public GroupStack group(String region, GroupOptions options) {
        return new SdkGroupStack(
                SdkTarget.of(options.target(), environment, stateDirectory).in(region), options, region);
    }
}
