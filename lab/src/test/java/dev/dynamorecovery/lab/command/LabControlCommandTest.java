package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dynamorecovery.lab.execution.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabControlCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab outage nowhere",
                "lab outage us-east-1 --kind sleepy",
                "lab outage us-east-1 --kind dead --delay 3s",
                "lab outage us-east-1 --kind slow --delay 3",
                "lab outage us-east-1 --kind slow --delay 61m",
                "lab outage us-east-1 --kind slow --status 500",
                "lab outage us-east-1 --kind cut-off",
                "lab outage us-east-1 --from us-west-2",
                "lab restore",
                "lab replication us-east-1 us-east-2",
                "lab replication us-east-1 us-east-2 --pause --resume",
                "lab replication us-east-1 --lag 2s",
                "lab faults --share 0.5",
                "lab faults --throttle dynamodb --share 2",
                "lab faults --throttle dynamodb --clear",
                "lab faults --deny DescribeTable",
                "lab faults --deny dynamodb:",
                "lab faults --caller Verifier",
                "lab faults --throttle dynamodb --message x",
                "lab --regions us-east-1,us-east-1",
                "lab --regions moon"
            })
    void shouldRefuseWhatMakesNoSense(String line) {
        CommandRun run = CommandRun.of(
                options -> {
                    throw new AssertionError("no stack is needed");
                },
                line.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldSayThatNoLabRuns() {
        CommandRun run = CommandRun.of(
                options -> {
                    throw new AssertionError("no stack is needed");
                },
                "lab",
                "outage",
                "us-east-1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE.code());
        assertThat(run.err()).contains("./recovery lab");
    }

    @Test
    void shouldShowAtAGlanceHowTheRegionsStand() throws Exception {
        String state = """
                {"regions":[
                  {"region":"us-east-1","outages":[{"kind":"slow","delayMillis":3000},{"kind":"control-plane"}]},
                  {"region":"us-east-2","outages":[{"kind":"cut-off","from":["us-east-1","us-west-2"]}]},
                  {"region":"us-west-2","outages":[]}],
                 "replication":[
                  {"from":"us-east-1","to":"us-east-2","lagMillis":2000,"paused":true,"cut":false,"backlogChanges":12},
                  {"from":"us-east-2","to":"us-east-1","lagMillis":100,"paused":false,"cut":true,"backlogChanges":1}]}
                """;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

        RegionsText.show(
                new Console(stream, stream, false, false, true, 100), new OutputOptions(), Json.MAPPER.readTree(state));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                us-east-1  slow by 3.0 s, control planes refused
                us-east-2  cut off from us-east-1 and us-west-2
                us-west-2  well
                  us-east-1 → us-east-2  lag 2.0 s, paused, 12 changes on their way
                  us-east-2 → us-east-1  lag 0.1 s, cut off, 1 change on its way
                """);
    }

    private static CommandRun faults(Path state, String... options) {
        return CommandRun.ofLab(
                state,
                Stream.concat(Stream.of("lab", "faults"), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void shouldSetAndShowFaultsOfTheRunningLab(@TempDir Path state) throws Exception {
        HttpServer lab = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new CopyOnWriteArrayList<>();
        lab.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = """
                    {"faults":{"throttling":[{"service":"dynamodb","share":0.3,"seed":1}],
                     "denials":[{"caller":"*","service":"s3","operation":"PutObject"}],
                     "jobs":[{"kind":"backup","message":"no capacity"}]}}
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        lab.start();
        Files.writeString(
                state.resolve("lab.json"),
                "{\"endpoint\":\"http://127.0.0.1:" + lab.getAddress().getPort() + "\"}");
        try {
            CommandRun run = faults(state, "--throttle", "dynamodb", "--share", "0.3");
            faults(state, "--deny", "s3:PutObject");
            faults(state, "--fail-jobs", "backup", "--message", "no capacity");
            faults(state, "--clear");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).isEqualToNormalizingNewlines("""
                    throttled  dynamodb, 30 % of its control-plane calls
                    denied     s3:PutObject to everybody
                    failing    backup jobs: no capacity
                    """);
            assertThat(asked)
                    .containsExactly(
                            "PUT /lab/faults/throttling {\"service\":\"dynamodb\",\"share\":0.3}",
                            "PUT /lab/faults/denial"
                                    + " {\"service\":\"s3\",\"operation\":\"PutObject\",\"caller\":\"*\"}",
                            "PUT /lab/faults/jobs {\"kind\":\"backup\",\"message\":\"no capacity\"}",
                            "DELETE /lab/faults {}");
        } finally {
            lab.stop(0);
        }
    }
}
