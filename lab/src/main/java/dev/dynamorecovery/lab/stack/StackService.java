package dev.dynamorecovery.lab.stack;

import dev.dynamorecovery.lab.query.QueryFault;
import dev.dynamorecovery.lab.query.QueryRequest;
import dev.dynamorecovery.lab.query.QueryService;
import dev.dynamorecovery.lab.query.Xml;
import dev.dynamorecovery.lab.template.StackDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CloudFormation's view of the one stack of each Region: DescribeStacks and DescribeStackResources. */
public final class StackService extends QueryService {

    private final Map<String, StackDefinition> stacks;
    private final Instant created;

    /** @param stacks by Region */
    public StackService(Map<String, StackDefinition> stacks, Instant created) {
        super("cloudformation", "http://cloudformation.amazonaws.com/doc/2010-05-15/");
        this.stacks = Map.copyOf(stacks);
        this.created = created;
    }

    @Override
    protected Xml answer(QueryRequest request) {
        return switch (request.action()) {
            case "DescribeStacks" ->
                new Xml().members("Stacks", asked(request), (member, stack) -> describe(member, stack));
            case "DescribeStackResources" ->
                new Xml()
                        .members(
                                "StackResources",
                                asked(request).stream()
                                        .flatMap(stack ->
                                                stack.resources().stream().map(resource -> new Placed(stack, resource)))
                                        .toList(),
                                (member, placed) -> describe(member, placed));
            default -> throw QueryFault.invalidAction(request.action());
        };
    }

    private record Placed(StackDefinition stack, StackDefinition.Resource resource) {}

    /** The Region's stack, if it has one; a stack that is asked for by name has to be there. */
    private List<StackDefinition> asked(QueryRequest request) {
        Optional<StackDefinition> here = Optional.ofNullable(stacks.get(request.region()));
        request.find("StackName").ifPresent(name -> {
            boolean found = here.filter(stack -> name.equals(stack.identity().stackName())
                            || name.equals(stack.identity().stackId()))
                    .isPresent();
            if (!found) {
                throw new QueryFault("ValidationError", "Stack with id " + name + " does not exist", 400);
            }
        });
        return here.stream().toList();
    }

    private void describe(Xml member, StackDefinition stack) {
        identify(member, stack);
        member.members(
                        "Parameters",
                        stack.parameters().entrySet(),
                        (parameter, entry) ->
                                parameter.text("ParameterKey", entry.getKey()).text("ParameterValue", entry.getValue()))
                .text("CreationTime", created.toString())
                .text("StackStatus", "CREATE_COMPLETE")
                .text("DisableRollback", "false")
                .members(
                        "Outputs",
                        stack.outputs().entrySet(),
                        (output, entry) -> output.text("OutputKey", entry.getKey())
                                .text("OutputValue", entry.getValue().value())
                                .text("Description", entry.getValue().description()));
    }

    private void describe(Xml member, Placed placed) {
        identify(member, placed.stack());
        member.text("LogicalResourceId", placed.resource().logicalId())
                .text("PhysicalResourceId", placed.resource().physicalId())
                .text("ResourceType", placed.resource().type())
                .text("Timestamp", created.toString())
                .text("ResourceStatus", "CREATE_COMPLETE");
    }

    private static void identify(Xml member, StackDefinition stack) {
        member.text("StackName", stack.identity().stackName())
                .text("StackId", stack.identity().stackId());
    }
}
