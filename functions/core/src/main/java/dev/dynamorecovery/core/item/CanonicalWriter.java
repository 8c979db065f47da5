package dev.dynamorecovery.core.item;

/**
 * Writes the {@linkplain CanonicalForm canonical form} value by value, from objects or straight from the bytes of a
 * response.
 *
 * <p>Entries of items and maps, and elements of sets, are given in any order, each announced by {@link #entry}, and sorted
 * when their collection ends.
 */
public final class CanonicalWriter {

    private final GrowingBytes out;
    private final EntrySorter sorter;

    /** A writer into a buffer of its own. */
    public CanonicalWriter() {
        this(new GrowingBytes());
    }

    /** A writer that appends to {@code out}. */
    public CanonicalWriter(GrowingBytes out) {
        this.out = out;
        this.sorter = new EntrySorter(out);
    }

    /** The bytes written to. */
    public GrowingBytes bytes() {
        return out;
    }

    /** Forgets what was written, also what was left unfinished by a refused value. */
    public void clear() {
        out.clear();
        sorter.clear();
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Begins an item; entries follow, each a name and a value. */
    public void beginItem() {
        sorter.begin();
    }

    /** Begins a map; entries follow, each a name and a value. */
    public void beginMap() {
        out.putByte(CanonicalForm.MAP);
        sorter.begin();
    }

    /** Begins a set of strings; entries follow, each a string. */
    public void beginTextSet() {
        out.putByte(CanonicalForm.TEXT_SET);
        sorter.begin();
    }

    /** Begins a set of numbers; entries follow, each a number. */
    public void beginNumberSet() {
        out.putByte(CanonicalForm.NUMBER_SET);
        sorter.begin();
    }

    /** Begins a set of byte arrays; entries follow, each bytes. */
    public void beginBinarySet() {
        out.putByte(CanonicalForm.BINARY_SET);
        sorter.begin();
    }

    /** Announces the next entry of the innermost item, map or set. */
    public void entry() {
        sorter.entry();
    }

    /** Ends the innermost item, map or set. */
    public void endSorted() {
        sorter.end();
        out.putByte(CanonicalForm.END);
    }

    /** Begins a list; values follow. */
    public void beginList() {
        out.putByte(CanonicalForm.LIST);
    }

    /** Ends the innermost list. */
    public void endList() {
        out.putByte(CanonicalForm.END);
    }

    /** Writes a string, or the name of an entry. */
    public void text(String value) {
        CanonicalText.write(out, value);
    }

    /** Writes a string, or the name of an entry, that is well-formed UTF-8 already. */
    public void text(byte[] utf8, int from, int to) {
        out.putByte(CanonicalForm.TEXT);
        out.putVarint(to - from);
        out.putBytes(utf8, from, to - from);
    }

    /** Writes a number in any notation. Refuses one that DynamoDB could not hold. */
    public void number(String text) {
        CanonicalNumber.write(out, text);
    }

    /** Writes a number in any notation, given in ASCII. Refuses one that DynamoDB could not hold. */
    public void number(byte[] ascii, int from, int to) {
        CanonicalNumber.write(out, ascii, from, to);
    }

    /** Writes bytes. */
    public void binary(byte[] value) {
        out.putByte(CanonicalForm.BINARY);
        out.putVarint(value.length);
        out.putBytes(value);
    }

    /** Writes a truth value. */
    public void bool(boolean value) {
        out.putByte(value ? CanonicalForm.TRUE : CanonicalForm.FALSE);
    }

    /** Writes null. */
    public void nothing() {
        out.putByte(CanonicalForm.NULL);
    }
}
