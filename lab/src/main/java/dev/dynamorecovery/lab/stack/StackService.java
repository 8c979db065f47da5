package dev.dynamorecovery.lab.stack;

import dev.dynamorecovery.lab.query.QueryFault;
import dev.dynamorecovery.lab.query.QueryRequest;
import dev.dynamorecovery.lab.query.QueryService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.template.StackDefinition;
import java.time.Instant;

/** CloudFormation's view of the one stack: DescribeStacks and DescribeStackResources. */
public final class StackService extends QueryService {

    private final StackDefinition stack;
    private final Instant created;

    public StackService(StackDefinition stack, Instant created) {
        super("cloudformation", "http://cloudformation.amazonaws.com/doc/2010-05-15/");
        this.stack = stack;
        this.created = created;
    }

    @Override
    protected Xml answer(QueryRequest request) {
        return switch (request.action()) {
            case "DescribeStacks" -> {
                requireStack(request);
                yield new Xml().element("Stacks", new Xml().element("member", describe()));
            }
            case "DescribeStackResources" -> {
                requireStack(request);
                yield resources();
            }
            default -> throw QueryFault.invalidAction(request.action());
        };
    }

    private void requireStack(QueryRequest request) {
        request.find("StackName").ifPresent(name -> {
            boolean here = request.region().equals(stack.identity().region());
            if (!here
                    || (!name.equals(stack.identity().stackName())
                            && !name.equals(stack.identity().stackId()))) {
                throw new QueryFault("ValidationError", "Stack with id " + name + " does not exist", 400);
            }
        });
    }

    private Xml describe() {
        return identity()
                .members(
                        "Parameters",
                        stack.parameters().entrySet(),
                        (member, parameter) -> member.text("ParameterKey", parameter.getKey())
                                .text("ParameterValue", parameter.getValue()))
                .text("CreationTime", created.toString())
                .text("StackStatus", "CREATE_COMPLETE")
                .text("DisableRollback", "false")
                .members(
                        "Outputs",
                        stack.outputs().entrySet(),
                        (member, output) -> member.text("OutputKey", output.getKey())
                                .text("OutputValue", output.getValue().value())
                                .text("Description", output.getValue().description()));
    }

    private Xml resources() {
        return new Xml()
                .members(
                        "StackResources",
                        stack.resources(),
                        (member, resource) -> member.text(
                                        "StackName", stack.identity().stackName())
                                .text("StackId", stack.identity().stackId())
                                .text("LogicalResourceId", resource.logicalId())
                                .text("PhysicalResourceId", resource.physicalId())
                                .text("ResourceType", resource.type())
                                .text("Timestamp", created.toString())
                                .text("ResourceStatus", "CREATE_COMPLETE"));
    }

    private Xml identity() {
        return new Xml()
                .text("StackName", stack.identity().stackName())
                .text("StackId", stack.identity().stackId());
    }
}
