package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Tells an operator what went wrong, as text or as the one JSON document, and by which exit code. */
final class Failures {

    private final Console console;
    private final boolean json;

    Failures(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** A command line that cannot be parsed. */
    int usage(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String remedy = "see " + "./" + command.getCommandSpec().qualifiedName() + " --help";
        return tell(new CommandFailure(
                ExitCode.USAGE,
                words(problem),
                List.of(new Refusal("InvalidArgument", "command line", "", remedy)),
                problem));
    }

    /** The parser's message in words that are not Java's. */
    private static String words(ParameterException problem) {
        return String.valueOf(problem.getMessage())
                .replaceFirst("^Error: ", "")
                // The parser lists a group of options as its own notation has them.
                .replaceFirst("(?s)^Missing required argument\\(s\\): \\(+(.*?)\\)+$", "Missing required argument: $1")
                .replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    /** A command that was under way. */
    int during(Exception problem) {
        return switch (problem) {
            case CommandFailure failure -> tell(failure);
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                yield tell(new CommandFailure(ExitCode.INTERRUPTED, "interrupted", List.of(), interrupted));
            }
            case SdkException sdk -> tell(ofSdk(sdk));
            default -> defect(problem);
        };
    }

    /** What no command expects, such as a class that the installation lacks. */
    int defect(Throwable problem) {
        console.err().println("This is a defect of recovery; please report it with this trace:");
        problem.printStackTrace(console.err());
        return tell(new CommandFailure(ExitCode.INTERNAL, problem.toString(), List.of(), problem));
    }

    /** Whether nobody has signed in, which no other Region mends. */
    static boolean lackCredentials(SdkException problem) {
        return problem instanceof SdkClientException
                && String.valueOf(problem.getMessage()).contains("credentials");
    }

    private static CommandFailure ofSdk(SdkException problem) {
        String message = String.valueOf(problem.getMessage());
        String remedy;
        if (problem instanceof SdkServiceException service) {
            remedy = service.statusCode() == 403 || service.statusCode() == 401
                    ? "check which identity answers 'aws sts get-caller-identity', and that it may call this operation"
                    : "see what AWS says above; if it is throttling or an outage, repeat the command";
        } else if (problem instanceof SdkClientException && message.contains("region")) {
            remedy = "give --region, or set AWS_REGION; or speak to the lab with --lab";
        } else if (lackCredentials(problem)) {
            // The SDK's own text is a page long: it lists every place it looked in.
            message = "no AWS credentials were found";
            remedy = "sign in as for the AWS CLI ('aws sso login', AWS_PROFILE or --profile); or speak to the lab with"
                    + " --lab";
        } else {
            remedy = "check the network, AWS_ENDPOINT_URL and that the lab runs, then repeat the command";
        }
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                message,
                List.of(new Refusal(problem.getClass().getSimpleName(), "target", "", remedy)),
                problem);
    }

    private int tell(CommandFailure failure) {
        ExitCode exitCode = failure.exitCode();
        if (json) {
            ObjectNode document = Json.object().put("error", exitCode.name()).put("message", failure.getMessage());
            Refusals.addTo(document, failure.refusals());
            console.line(Json.pretty(document.put("exitCode", exitCode.code())));
        }
        console.note(console.styled(Style.BAD, "✗ " + failure.getMessage()));
        failure.refusals().forEach(refusal -> console.note("  → " + refusal.remedy()));
        return exitCode.code();
    }
}
