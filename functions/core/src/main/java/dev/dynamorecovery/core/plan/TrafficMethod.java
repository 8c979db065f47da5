package dev.dynamorecovery.core.plan;

/** What leads an application's name to the serving Region. */
public enum TrafficMethod {
    /** Route 53 health checks ask functions in the standby and the witness Region, which read the control record. */
    HEALTH_CHECK,
    /** ARC routing controls, set through their data-plane endpoints. */
    ROUTING_CONTROL,
    /** A change of the DNS record itself: a control-plane call, which an outage of us-east-1 may refuse. Last resort. */
    RECORD_CHANGE
}
