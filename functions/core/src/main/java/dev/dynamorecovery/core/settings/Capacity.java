package dev.dynamorecovery.core.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a table or a global secondary index may use, and how it is paid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Capacity.OnDemand.class, name = "OnDemand"),
    @JsonSubTypes.Type(value = Capacity.Provisioned.class, name = "Provisioned")
})
public sealed interface Capacity {

    /**
     * Paid by request.
     *
     * @param maxReadUnits the most read request units a second, or null for no limit of the table's own
     * @param maxWriteUnits the most write request units a second, or null for no limit of the table's own
     */
    record OnDemand(@Nullable Long maxReadUnits, @Nullable Long maxWriteUnits) implements Capacity {

        @Override
        public String toString() {
            return "on demand"
                    + (maxReadUnits == null ? "" : ", at most " + maxReadUnits + " read units")
                    + (maxWriteUnits == null ? "" : ", at most " + maxWriteUnits + " write units");
        }
    }

    /** Paid by the hour: units a second, used or not. */
    record Provisioned(long readUnits, long writeUnits) implements Capacity {

        @Override
        public String toString() {
            return "provisioned, " + readUnits + " read units, " + writeUnits + " write units";
        }
    }
}
