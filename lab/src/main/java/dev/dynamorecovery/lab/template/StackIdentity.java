package dev.dynamorecovery.lab.template;

import java.util.Optional;

/** What CloudFormation's pseudo parameters tell a template about the stack it becomes. */
public record StackIdentity(String stackName, String region, String accountId) {

    /** The account that everything in the lab belongs to. */
    public static final String LAB_ACCOUNT_ID = "123456789012";

    public static StackIdentity of(String stackName, String region) {
        return new StackIdentity(stackName, region, LAB_ACCOUNT_ID);
    }

    public String stackId() {
        return "arn:aws:cloudformation:" + region + ":" + accountId + ":stack/" + stackName
                + "/00000000-0000-4000-8000-000000000000";
    }

    Optional<String> pseudoParameter(String name) {
        return switch (name) {
            case "AWS::Region" -> Optional.of(region);
            case "AWS::AccountId" -> Optional.of(accountId);
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::StackName" -> Optional.of(stackName);
            case "AWS::StackId" -> Optional.of(stackId());
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            default -> Optional.empty();
        };
    }
}
