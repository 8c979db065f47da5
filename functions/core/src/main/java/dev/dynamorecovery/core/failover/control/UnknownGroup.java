package dev.dynamorecovery.core.failover.control;

/** A group that has no control record: nobody has put it under the suite's control. */
public final class UnknownGroup extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownGroup(String group) {
        super("group " + group + " has no control record: enrol it, or check the name against the plans");
    }
}
