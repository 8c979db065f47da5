package dev.dynamorecovery.lab.query;

import java.util.Collection;
import java.util.function.BiConsumer;

/** Elements of an XML answer, one after the other. */
public final class Xml {

    private final StringBuilder elements = new StringBuilder();

    public Xml text(String name, String value) {
        elements.append('<').append(name).append('>');
        value.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> elements.append("&amp;");
                case '<' -> elements.append("&lt;");
                case '>' -> elements.append("&gt;");
                default -> elements.appendCodePoint(character);
            }
        });
        elements.append("</").append(name).append('>');
        return this;
    }

    public Xml element(String name, Xml content) {
        elements.append('<').append(name).append('>').append(content.elements).append("</");
        elements.append(name).append('>');
        return this;
    }

    /** A list as the query protocol writes it: each entry in a {@code member} element. */
    public <T> Xml members(String name, Collection<T> entries, BiConsumer<Xml, T> write) {
        Xml list = new Xml();
        for (T entry : entries) {
            Xml member = new Xml();
            write.accept(member, entry);
            list.element("member", member);
        }
        return element(name, list);
    }

    @Override
    public String toString() {
        return elements.toString();
    }
}
