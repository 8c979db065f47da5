package dev.dynamorecovery.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import dev.dynamorecovery.lab.template.RecordSetDefinition;
import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The name server as a resolver finds it, over the wire. */
class NameServiceTest {

    private static final String ZONE = "Z1";

    private final Set<String> on = new HashSet<>(Set.of("arn:east"));
    private NameService names;

    @BeforeEach
    void start() throws Exception {
        names = NameService.start(
                0, () -> URI.create("http://127.0.0.1:1"), on::contains, new VirtualLabTime(Instant.EPOCH));
        names.createZone(ZONE, "application.lab");
        names.register("us-east-1.application.lab", InetAddress.getByName("127.0.1.1"));
        names.register("us-east-2.application.lab", InetAddress.getByName("127.0.1.2"));
        names.deploy(
                List.of(control("east"), control("west")),
                List.of(
                        record(Failover.PRIMARY, "us-east-1", "east"),
                        record(Failover.SECONDARY, "us-east-2", "west")));
    }

    @AfterEach
    void stop() throws Exception {
        names.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeadANameToTheEndpointThatIsHealthyOverUdpAndTcp(boolean tcp) throws Exception {
        assertThat(answers("users.application.lab", Type.A, tcp))
                .containsExactly("CNAME us-east-1.application.lab. 10", "A 127.0.1.1 10");
        on.clear();
        on.add("arn:west");
        assertThat(answers("users.application.lab", Type.A, tcp))
                .containsExactly("CNAME us-east-2.application.lab. 10", "A 127.0.1.2 10");
        on.clear();
        assertThat(answers("users.application.lab", Type.CNAME, tcp))
                .containsExactly("CNAME us-east-1.application.lab. 10");
        assertThat(names.addresses("users.application.lab")).containsExactly("127.0.1.1");
        assertThat(names.alias("users.application.lab")).contains("us-east-1.application.lab");
    }

    @Test
    void shouldKeepTheAskersCapitalsAndSpeakWithAuthority() throws Exception {
        Message answer = ask("Users.Application.LAB", Type.CNAME, false);

        assertThat(answer.getSection(Section.ANSWER).getFirst().getName().toString())
                .isEqualTo("Users.Application.LAB.");
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
        assertThat(answer.getOPT()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody.application.lab, A, NXDOMAIN, 1",
        "us-east-1.application.lab, TXT, NOERROR, 1",
        "application.lab, A, NOERROR, 1",
        "example.com, A, REFUSED, 0"
    })
    void shouldSayThatThereIsNothing(String name, String type, String rcode, int soaRecords) throws Exception {
        Message answer = ask(name, Type.value(type), false);

        assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getSection(Section.AUTHORITY))
                .hasSize(soaRecords)
                .allSatisfy(record -> assertThat(record.getType()).isEqualTo(Type.SOA));
    }

    @Test
    void shouldTellWhoServesTheZone() throws Exception {
        assertThat(answers("application.lab", Type.NS, false)).containsExactly("NS ns-1.awsdns.lab. 172800");
        assertThat(answers("application.lab", Type.SOA, false))
                .singleElement()
                .asString()
                .startsWith("SOA ns-1.awsdns.lab.");
    }

    @Test
    void shouldCutAnAnswerThatIsTooLongForUdp() throws Exception {
        String[] addresses = new String[200];
        for (int index = 0; index < addresses.length; index++) {
            addresses[index] = "127.0.2." + index;
        }
        names.put(ZONE, RecordSet.simple("many.application.lab", "A", Duration.ofSeconds(10), addresses));

        assertThat(answers("many.application.lab", Type.A, true)).hasSize(200);
        SimpleResolver resolver = resolver(false);
        resolver.setIgnoreTruncation(true);
        assertThat(resolver.send(query("many.application.lab", Type.A))
                        .getHeader()
                        .getFlag(Flags.TC))
                .isTrue();
    }

    @Test
    void shouldAnswerAMalformedQueryWithItsIdAndAnError() throws Exception {
        byte[] malformed = {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 63};
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(malformed, malformed.length, names.nameServer()));
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            Message answer = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));

            assertThat(answer.getHeader().getID()).isEqualTo(0x1234);
            assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
        }
    }

    @Test
    void shouldRefuseRecordsThatBelongToNoZone() {
        RecordSetDefinition elsewhere = new RecordSetDefinition(
                "Name",
                "Z9",
                "users.application.lab",
                "A",
                Duration.ofSeconds(10),
                List.of("127.0.1.1"),
                Optional.empty(),
                "",
                Optional.empty());
        assertThatThrownBy(() -> names.deploy(List.of(), List.of(elsewhere)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("record Name")
                .hasMessageContaining("Z9");
        assertThatThrownBy(() -> names.register("example.com", InetAddress.getLoopbackAddress()))
                .hasMessageContaining("application.lab");
    }

    private List<String> answers(String name, int type, boolean tcp) throws Exception {
        return ask(name, type, tcp).getSection(Section.ANSWER).stream()
                .map(record -> Type.string(record.getType()) + " " + record.rdataToString() + " " + record.getTTL())
                .toList();
    }

    private Message ask(String name, int type, boolean tcp) throws Exception {
        return resolver(tcp).send(query(name, type));
    }

    private SimpleResolver resolver(boolean tcp) {
        SimpleResolver resolver = new SimpleResolver(names.nameServer());
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(10));
        return resolver;
    }

    private static Message query(String name, int type) throws Exception {
        return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
    }

    private static HealthCheckDefinition control(String id) {
        return new HealthCheckDefinition(id, id, false, new Subject.RoutingControl("arn:" + id));
    }

    private static RecordSetDefinition record(Failover failover, String region, String healthCheckId) {
        return new RecordSetDefinition(
                "Users" + failover,
                ZONE,
                "users.application.lab",
                "CNAME",
                Duration.ofSeconds(10),
                List.of(region + ".application.lab"),
                Optional.of(failover),
                failover.name(),
                Optional.of(healthCheckId));
    }
}
