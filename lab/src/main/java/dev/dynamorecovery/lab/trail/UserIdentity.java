package dev.dynamorecovery.lab.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.audit.CallerIdentities.AssumedRole;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.util.Locale;
import java.util.UUID;

/** {@code userIdentity} as CloudTrail records it. */
final class UserIdentity {

    private UserIdentity() {}

    static ObjectNode of(CallerIdentities identities, String accessKeyId) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identities
                .role(accessKeyId)
                .ifPresentOrElse(
                        role -> assumed(identity, role),
                        () -> identity.put("type", "IAMUser").put("principalId", id("AIDA", accessKeyId)));
        identity.put("arn", identities.arn(accessKeyId))
                .put("accountId", StackIdentity.LAB_ACCOUNT_ID)
                .put("accessKeyId", accessKeyId);
        return identities.role(accessKeyId).isPresent() ? identity : identity.put("userName", accessKeyId);
    }

    private static void assumed(ObjectNode identity, AssumedRole role) {
        String principal = id("AROA", role.name());
        identity.put("type", "AssumedRole").put("principalId", principal + ":" + role.session());
        identity.putObject("sessionContext")
                .putObject("sessionIssuer")
                .put("type", "Role")
                .put("principalId", principal)
                .put("arn", "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":role/" + role.name())
                .put("accountId", StackIdentity.LAB_ACCOUNT_ID)
                .put("userName", role.name());
    }

    /** A unique id of IAM's form, always the same for a name. */
    private static String id(String prefix, String name) {
        String hash = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString().replace("-", "");
        return prefix + hash.substring(0, 17).toUpperCase(Locale.ROOT);
    }
}
