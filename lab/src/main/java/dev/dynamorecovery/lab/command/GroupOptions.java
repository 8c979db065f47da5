package dev.dynamorecovery.lab.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the commands go that speak of failover groups. */
public final class GroupOptions {

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--control-table",
            paramLabel = "NAME",
            defaultValue = "recovery-control",
            description = "The control table, where the stacks were deployed with another name (default:"
                    + " ${DEFAULT-VALUE}).")
    private String controlTable = "recovery-control";

    public TargetOptions target() {
        return target;
    }

    public String controlTable() {
        return controlTable;
    }

    /** The Region that was asked for, or else these, in their order: any of them holds the whole truth. */
    List<String> regions(List<String> otherwise) {
        @Nullable String region = target.region();
        return region == null ? otherwise : List.of(region);
    }
}
