package dev.dynamorecovery.lab.backup;

import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.ServiceFault;
import dev.dynamorecovery.lab.template.StackIdentity;

/** Holds calls against the policies of the vaults that they address. */
record VaultGuard(CallerIdentities identities) {

    /**
     * Refuses a call that the vault's policy denies to the caller.
     *
     * @param resourceArn the vault or recovery point that the call is about
     */
    void check(RestCall call, Vault vault, String resourceArn) {
        String action = "backup:" + call.operation();
        String caller = identities.arn(call.accessKeyId());
        String principal = identities
                .role(call.accessKeyId())
                .map(role -> "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":role/" + role.name())
                .orElse(caller);
        if (vault.policy().filter(policy -> policy.denies(action, principal)).isPresent()) {
            throw new ServiceFault(
                    "AccessDeniedException",
                    "User: " + caller + " is not authorized to perform: " + action + " on resource: " + resourceArn
                            + " with an explicit deny in a resource-based policy",
                    403);
        }
    }
}
