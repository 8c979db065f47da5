package dev.dynamorecovery.lab.dns;

import java.util.List;

/** What a name server has for a name and type. */
sealed interface Lookup {

    /**
     * Records: those asked for, behind the aliases that lead to them; the last may be an alias that leads elsewhere.
     *
     * @param records never empty
     */
    record Found(List<RecordSet> records) implements Lookup {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** The name is there, but not with this type. */
    record NoRecords(HostedZone zone) implements Lookup {}

    /** The name is not there. */
    record NoName(HostedZone zone) implements Lookup {}

    /** The name belongs to none of the zones. */
    record NotHere() implements Lookup {}
}
