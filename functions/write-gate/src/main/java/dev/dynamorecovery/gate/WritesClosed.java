package dev.dynamorecovery.gate;

/** A write was not sent: this Region may not write at present. Nothing has happened; another Region may serve. */
public final class WritesClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String group;
    private final String region;

    WritesClosed(String group, String region, String why) {
        super("writes of group " + group + " are closed in " + region + ": " + why
                + "; send the request to the Region that serves, or try again when this one does");
        this.group = group;
        this.region = region;
    }

    /** The failover group. */
    public String group() {
        return group;
    }

    /** The Region that may not write. */
    public String region() {
        return region;
    }
}
