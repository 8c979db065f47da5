package dev.dynamorecovery.lab.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deployed stack a command speaks to. */
public final class TargetOptions {

    /** The stack's name where no other is given. */
    public static final String DEFAULT_STACK = "dynamo-recovery";

    @Option(
            names = "--lab",
            description = "Speak to the lab that './recovery lab' is running on this machine, never to AWS.")
    private boolean lab;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = DEFAULT_STACK,
            description = "The CloudFormation stack (default: ${DEFAULT-VALUE}).")
    private String stack = DEFAULT_STACK;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS Region (default: as for every AWS tool, AWS_REGION or the profile).")
    private @Nullable String region;

    @Option(names = "--profile", paramLabel = "NAME", description = "The AWS profile (default: as for every AWS tool).")
    private @Nullable String profile;

    public boolean lab() {
        return lab;
    }

    public String stack() {
        return stack;
    }

    public @Nullable String region() {
        return region;
    }

    public @Nullable String profile() {
        return profile;
    }

    /** These options as they are typed, each after a space, for a command line that goes to the same place. */
    String typed() {
        return (lab ? " --lab" : "")
                + (stack.equals(DEFAULT_STACK) ? "" : " --stack " + stack)
                + (region == null ? "" : " --region " + region)
                + (profile == null ? "" : " --profile " + profile);
    }
}
