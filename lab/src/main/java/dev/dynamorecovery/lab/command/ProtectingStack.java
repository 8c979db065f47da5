package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.protection.MappingSettings;
import dev.dynamorecovery.lab.protection.ProtectionStep;
import dev.dynamorecovery.lab.protection.TableState;
import java.util.Optional;
import java.util.Set;

/** A deployed stack as it takes tables on. */
public interface ProtectingStack extends AutoCloseable {

    /** What is spoken to, in words an operator checks before going on. */
    String description();

    /** What points the AWS CLI at the same place, each option after a space. */
    String cliOptions();

    /** How the stack has streams delivered to its change log. */
    MappingSettings settings();

    /** The partition keys under which the stack may write heartbeats. */
    Set<String> heartbeatPartitionKeys();

    /** The table as it stands; empty when there is none. */
    Optional<TableState> table(String name);

    /** Takes one step, and waits until it has taken effect. */
    void take(TableState table, ProtectionStep step);

    @Override
    void close();

    /** Finds the stack that a command line points at. */
    @FunctionalInterface
    interface Finder {
        ProtectingStack find(TargetOptions options);
    }
}
