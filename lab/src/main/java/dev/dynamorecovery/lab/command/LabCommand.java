package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.plane.EngineOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery lab}: runs the shipped template on this machine until it is stopped. */
@Command(
        name = "lab",
        header = "Run the stack on this machine, for the AWS CLI, any AWS SDK and the commands here.",
        description = {
            "%nDynamoDB with point-in-time recovery and backups, Step Functions, Lambda, S3, SNS and what else the"
                    + " stack uses, behind one endpoint on 127.0.0.1, from the shipped template. Ctrl-C stops it; what"
                    + " it holds is lost.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery lab                                   then, in another terminal:",
            "  ./recovery drill restore --lab",
            "  ./recovery lab --port 0 --scale 0.1 --output json",
            "  ./recovery lab --regions us-east-1,us-east-2,us-west-2",
            "  ./recovery lab outage us-east-1 --kind dead      and later: ./recovery lab restore us-east-1"
        })
final class LabCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + LabOptions.DEFAULT_PORT,
            description = "The port on 127.0.0.1; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
    private int port = LabOptions.DEFAULT_PORT;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "" + LabOptions.DEFAULT_TIME_SCALE,
            description = "The factor on every wait that AWS would make you take: 1 is real time (default:"
                    + " ${DEFAULT-VALUE}).")
    private double scale = LabOptions.DEFAULT_TIME_SCALE;

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            split = ",",
            defaultValue = "us-east-1,us-east-2,us-west-2",
            description = "The Regions that get a stack: the primary, the standby and the witness; one alone starts"
                    + " faster (default: ${DEFAULT-VALUE}).")
    private List<String> regions = LabOptions.THREE_REGIONS;

    @Option(
            names = "--engine",
            paramLabel = "URL",
            description =
                    "Another DynamoDB-compatible server to keep the items in, whose tables belong to the lab alone"
                            + " (default: DynamoDB Local, in process).")
    private @Nullable String engine;

    @Option(
            names = "--dns-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "The port of the name server on 127.0.0.1; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
    private int dnsPort;

    @Option(
            names = "--print-exports",
            description = "Print what to export for the lab that runs already, and end: for eval in a shell.")
    private boolean printExports;

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (printExports) {
            exports(LabAddressFile.read(context.stateDirectory()).address())
                    .forEach((name, value) -> context.console().line("export " + name + "=" + value));
            return ExitCode.OK.code();
        }
        LabOptions options = LabOptions.ofCheckout(context.home())
                .withParameter("SecurityHub", "HUB")
                .withStateDirectory(context.stateDirectory())
                .withPort(Arguments.port("--port", port))
                .withTimeScale(Arguments.timeScale("--scale", scale))
                .withRegions(Arguments.regions("--regions", regions))
                .withDnsPort(Arguments.port("--dns-port", dnsPort))
                .withEngine(
                        engine == null
                                ? EngineOptions.dynamoDbLocal()
                                : EngineOptions.at(Arguments.engine("--engine", engine)));
        context.console().note("Starting the lab ...");
        try (Lab lab = Labs.start(options)) {
            if (output.isJson()) {
                context.console().line(Json.pretty(json(lab, options)));
            } else {
                tell(lab, options);
            }
            // Until the process is stopped: the lab closes with it.
            new CountDownLatch(1).await();
            return ExitCode.OK.code();
        }
    }

    private static SdkTarget.LabAddress address(Lab lab, LabOptions options) {
        return new SdkTarget.LabAddress(
                lab.endpoint(), options.region(), Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY);
    }

    private static Map<String, String> exports(SdkTarget.LabAddress lab) {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("AWS_ENDPOINT_URL", lab.endpoint().toString());
        exports.put("AWS_REGION", lab.region());
        exports.put("AWS_DEFAULT_REGION", lab.region());
        exports.put("AWS_ACCESS_KEY_ID", lab.accessKeyId());
        exports.put("AWS_SECRET_ACCESS_KEY", lab.secretAccessKey());
        return exports;
    }

    private static String nameServer(Lab lab) {
        InetSocketAddress address = lab.names().nameServer();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private ObjectNode json(Lab lab, LabOptions options) {
        ObjectNode json = Json.object()
                .put("endpoint", lab.endpoint().toString())
                .put("region", options.region())
                .put("stack", options.stackName())
                .put("timeScale", options.timeScale())
                .put("nameServer", nameServer(lab));
        options.regions().forEach(json.putArray("regions")::add);
        ObjectNode environment = json.putObject("environment");
        exports(address(lab, options)).forEach(environment::put);
        ObjectNode outputs = json.putObject("outputs");
        lab.stack().outputs().forEach((name, value) -> outputs.put(name, value.value()));
        return json;
    }

    private void tell(Lab lab, LabOptions options) {
        Console console = context.console();
        console.line(console.styled(Console.Style.GOOD, "✓ The lab is ready") + "  " + lab.endpoint() + "  "
                + (options.regions().size() == 1 ? "Region " : "Regions ") + String.join(", ", options.regions())
                + ", stack " + options.stackName() + ", waits scaled by " + options.timeScale());
        console.line("");
        console.line(
                "For the AWS CLI and any AWS SDK, in another terminal (or eval \"$(./recovery lab --print-exports)\"):");
        console.line("");
        exports(address(lab, options)).forEach((name, value) -> console.line("  export " + name + "=" + value));
        console.line("");
        console.line("The stack:");
        lab.stack().outputs().forEach((name, value) -> console.line("  " + name + "  " + value.value()));
        console.line("");
        console.line("Try:");
        console.line("  ./recovery drill restore --lab");
        console.line("  aws dynamodb describe-continuous-backups --table-name orders");
        console.line("  dig @127.0.0.1 -p " + lab.names().nameServer().getPort() + " " + options.region()
                + ".application.lab");
        if (options.regions().size() > 1) {
            console.line("  ./recovery lab regions");
            console.line("  ./recovery lab outage " + options.region() + " --kind dead");
        }
        console.line("");
        console.line("Ctrl-C stops it, and what it holds is lost.");
    }
}
