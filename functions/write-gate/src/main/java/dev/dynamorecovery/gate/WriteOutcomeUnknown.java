package dev.dynamorecovery.gate;

/**
 * A write was answered so late that another Region may have begun to write before. It may be there or lost: read it in the
 * Region that serves before you tell anybody that it was taken.
 */
public final class WriteOutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteOutcomeUnknown(String group, String region) {
        super("a write of group " + group + " in " + region
                + " was answered later than the time of an attempt allows: whether it counts is unknown; read it in the"
                + " Region that serves");
    }
}
