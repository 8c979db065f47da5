package dev.dynamorecovery.lab.stack;

import dev.dynamorecovery.lab.query.QueryFault;
import dev.dynamorecovery.lab.query.QueryRequest;
import dev.dynamorecovery.lab.query.QueryService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.template.StackIdentity;

/** STS, as far as it tells that everybody in the lab belongs to the lab's account. */
public final class CallerIdentityService extends QueryService {

    public CallerIdentityService() {
        super("sts", "https://sts.amazonaws.com/doc/2011-06-15/");
    }

    @Override
    protected Xml answer(QueryRequest request) {
        if (!request.action().equals("GetCallerIdentity")) {
            throw QueryFault.invalidAction(request.action());
        }
        return new Xml()
                .text("Arn", "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":user/lab")
                .text("UserId", "LABUSER")
                .text("Account", StackIdentity.LAB_ACCOUNT_ID);
    }
}
