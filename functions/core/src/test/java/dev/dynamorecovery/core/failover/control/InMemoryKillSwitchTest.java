package dev.dynamorecovery.core.failover.control;

class InMemoryKillSwitchTest implements KillSwitchContract {

    @Override
    public KillSwitch killSwitch() {
        return new InMemoryKillSwitch();
    }
}
