package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the body of ChangeResourceRecordSets. */
final class RecordChangeReader {

    private static final Set<String> TYPES = Set.of("A", "CNAME", "TXT");
    private static final Set<String> KNOWN =
            Set.of("Name", "Type", "SetIdentifier", "Failover", "TTL", "ResourceRecords", "HealthCheckId");

    private RecordChangeReader() {}

    /** @throws Route53Fault for what Route 53 would refuse, and what the lab does not serve */
    static List<RecordChange> read(byte[] body) {
        NodeList elements = parse(body).getElementsByTagNameNS("*", "Change");
        List<RecordChange> changes = new ArrayList<>();
        for (int index = 0; index < elements.getLength(); index++) {
            Element change = (Element) elements.item(index);
            changes.add(new RecordChange(action(text(change, "Action").orElse("")), records(change)));
        }
        if (changes.isEmpty()) {
            throw Route53Fault.invalidInput("ChangeBatch has no Changes");
        }
        return changes;
    }

    private static RecordSet records(Element change) {
        Element set = child(change, "ResourceRecordSet")
                .orElseThrow(() -> Route53Fault.invalidInput("Change has no ResourceRecordSet"));
        children(set).stream()
                .map(Node::getLocalName)
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Route53Fault.invalidInput("The lab does not support " + name + " of a ResourceRecordSet");
                });
        String type = require(set, "Type");
        if (!TYPES.contains(type)) {
            throw Route53Fault.invalidInput("The lab serves records of type A, CNAME and TXT, not " + type);
        }
        List<String> values = new ArrayList<>();
        child(set, "ResourceRecords")
                .ifPresent(list -> children(list).forEach(each -> values.add(require(each, "Value"))));
        if (values.isEmpty()) {
            throw Route53Fault.invalidInput("ResourceRecords has no values");
        }
        Optional<Failover> failover = text(set, "Failover").map(RecordChangeReader::failover);
        return new RecordSet(
                require(set, "Name"),
                type,
                Duration.ofSeconds(seconds(require(set, "TTL"))),
                values,
                failover,
                failover.isPresent() ? require(set, "SetIdentifier") : "",
                text(set, "HealthCheckId"));
    }

    private static RecordChange.Action action(String name) {
        return switch (name) {
            case "CREATE" -> RecordChange.Action.CREATE;
            case "UPSERT" -> RecordChange.Action.UPSERT;
            case "DELETE" -> RecordChange.Action.DELETE;
            default -> throw Route53Fault.invalidInput("Action '" + name + "' is none of CREATE, DELETE, UPSERT");
        };
    }

    private static Failover failover(String name) {
        return switch (name) {
            case "PRIMARY" -> Failover.PRIMARY;
            case "SECONDARY" -> Failover.SECONDARY;
            default -> throw Route53Fault.invalidInput("Failover '" + name + "' is none of PRIMARY, SECONDARY");
        };
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notNumber) {
            throw Route53Fault.invalidInput("TTL '" + text + "' is no number");
        }
    }

    private static Element parse(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
        } catch (SAXException | IOException malformed) {
            throw Route53Fault.invalidInput("The XML you provided was not well-formed");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's XML parser does not know its own features", impossible);
        }
    }

    private static String require(Element parent, String name) {
        return text(parent, name).orElseThrow(() -> Route53Fault.invalidInput(name + " is missing"));
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name)
                .map(Element::getTextContent)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> name.equals(element.getLocalName()))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
