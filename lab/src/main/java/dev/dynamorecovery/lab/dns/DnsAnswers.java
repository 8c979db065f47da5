package dev.dynamorecovery.lab.dns;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers DNS queries from the hosted zones, with authority. */
final class DnsAnswers {

    private static final System.Logger LOGGER = System.getLogger(DnsAnswers.class.getName());
    private static final int HEADER_BYTES = 12;
    private static final int PLAIN_LIMIT_BYTES = 512;
    private static final int EXTENDED_LIMIT_BYTES = 1_232;

    private final HostedZones zones;

    DnsAnswers(HostedZones zones) {
        this.zones = zones;
    }

    /** The answer to a query over TCP; empty when it is not even a header. */
    byte[] overTcp(byte[] query) {
        return answer(query, Message.MAXLENGTH);
    }

    /** The answer to a query over UDP, marked as cut where it is longer than the asker takes. */
    byte[] overUdp(byte[] query) {
        return answer(query, 0);
    }

    private byte[] answer(byte[] query, int limitBytes) {
        try {
            Message asked = new Message(query);
            Message answer =
                    asked.getHeader().getFlag(Flags.QR) ? failure(asked.getHeader(), Rcode.FORMERR) : of(asked);
            OPTRecord extension = asked.getOPT();
            if (extension != null) {
                answer.addRecord(new OPTRecord(EXTENDED_LIMIT_BYTES, 0, 0), Section.ADDITIONAL);
            }
            int udpLimit = extension == null
                    ? PLAIN_LIMIT_BYTES
                    : Math.max(PLAIN_LIMIT_BYTES, Math.min(extension.getPayloadSize(), EXTENDED_LIMIT_BYTES));
            return answer.toWire(limitBytes == 0 ? udpLimit : limitBytes);
        } catch (IOException malformed) {
            return malformed(query);
        }
    }

    private Message of(Message asked) throws IOException {
        Record question = asked.getQuestion();
        if (asked.getHeader().getOpcode() != Opcode.QUERY) {
            return failure(asked.getHeader(), Rcode.NOTIMP);
        }
        if (question == null) {
            return failure(asked.getHeader(), Rcode.FORMERR);
        }
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        if (asked.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        answer.addRecord(question, Section.QUESTION);
        if (question.getDClass() != DClass.IN) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer;
        }
        String name = question.getName().toString(true);
        switch (zones.lookup(name, Type.string(question.getType()))) {
            case Lookup.Found found -> {
                answer.getHeader().setFlag(Flags.AA);
                add(answer, Section.ANSWER, question.getName(), found.records());
            }
            case Lookup.NoRecords none -> authority(answer, none.zone(), Rcode.NOERROR);
            case Lookup.NoName none -> authority(answer, none.zone(), Rcode.NXDOMAIN);
            case Lookup.NotHere elsewhere -> answer.getHeader().setRcode(Rcode.REFUSED);
        }
        return answer;
    }

    private static void authority(Message answer, HostedZone zone, int rcode) throws IOException {
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setRcode(rcode);
        add(answer, Section.AUTHORITY, absolute(zone.name()), zone.records(zone.name(), "SOA"));
    }

    /** @param asked the first name as the asker wrote it, capitals and all */
    private static void add(Message answer, int section, Name asked, List<RecordSet> sets) throws IOException {
        for (RecordSet set : sets) {
            Name name = RecordSet.canonical(asked.toString(true)).equals(set.name()) ? asked : absolute(set.name());
            for (String value : set.values()) {
                answer.addRecord(
                        Record.fromString(
                                name,
                                Type.value(set.type()),
                                DClass.IN,
                                set.timeToLive().toSeconds(),
                                value,
                                Name.root),
                        section);
            }
        }
    }

    private static Name absolute(String name) throws IOException {
        return Name.fromString(name + ".");
    }

    private static Message failure(Header header, int rcode) {
        Message answer = new Message(header.getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        return answer;
    }

    private static byte[] malformed(byte[] query) {
        if (query.length < HEADER_BYTES) {
            return new byte[0];
        }
        LOGGER.log(Level.DEBUG, "a DNS query of {0} bytes is malformed", query.length);
        return failure(new Header(((query[0] & 0xff) << 8) | (query[1] & 0xff)), Rcode.FORMERR)
                .toWire();
    }
}
