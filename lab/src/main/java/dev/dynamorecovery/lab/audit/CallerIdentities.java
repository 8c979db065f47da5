package dev.dynamorecovery.lab.audit;

import dev.dynamorecovery.lab.template.StackIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is behind an access key id, as IAM would have it. */
public final class CallerIdentities {

    /**
     * A role that a caller has assumed.
     *
     * @param session the name of the session: a function's own
     */
    public record AssumedRole(String name, String session) {}

    private final Map<String, AssumedRole> roles = new ConcurrentHashMap<>();

    /** Says that whoever calls with an access key id has assumed a role; all others are users of that name. */
    public void assume(String accessKeyId, AssumedRole role) {
        roles.put(accessKeyId, role);
    }

    /** The role behind an access key id; empty for a user. */
    public Optional<AssumedRole> role(String accessKeyId) {
        return Optional.ofNullable(roles.get(accessKeyId));
    }

    /** The ARN of the caller, as errors and the trail of calls name it. */
    public String arn(String accessKeyId) {
        return role(accessKeyId)
                .map(role -> "arn:aws:sts::" + StackIdentity.LAB_ACCOUNT_ID + ":assumed-role/" + role.name() + "/"
                        + role.session())
                .orElseGet(() -> "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":user/" + accessKeyId);
    }
}
