package dev.dynamorecovery.aws.traffic;

import dev.dynamorecovery.core.failover.traffic.TrafficMove;
import dev.dynamorecovery.core.failover.traffic.TrafficSwitch;

/**
 * Health checks lead the name: they ask functions in the standby and the witness Region which Region serves, and those
 * read the control record. The switch of the record was the switch of the traffic, so nothing is left to call.
 */
public final class HealthCheckTraffic implements TrafficSwitch {

    @Override
    public String lead(TrafficMove move) {
        return "the health checks follow the control record, which names " + move.to();
    }

    @Override
    public String describe(TrafficMove move) {
        return "the health checks would follow the control record to " + move.to();
    }
}
