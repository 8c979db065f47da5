package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What every command is given: the surroundings, so that none of them is taken from static state.
 *
 * @param home the root of the repository, with the template that the lab runs
 * @param stateDirectory where the running lab leaves its address
 * @param stacks finds the deployed stack a command line points at
 * @param changeLogs finds its change log
 * @param protecting finds it as it takes tables on
 * @param groups finds what moves failover groups, Region by Region
 * @param audits finds the stack as it audits tables
 * @param pause waits between two looks at an execution
 */
public record CommandContext(
        Console console,
        Map<String, String> environment,
        Clock clock,
        Path home,
        Path stateDirectory,
        StackFinder stacks,
        ChangeLogStack.Finder changeLogs,
        ProtectingStack.Finder protecting,
        GroupStack.Finder groups,
        AuditStack.Finder audits,
        Pause pause) {

    /** Finds the stack that the options name, and says on stderr which one it is. */
    @FunctionalInterface
    public interface StackFinder {
        RecoveryStack find(TargetOptions options);
    }
}
