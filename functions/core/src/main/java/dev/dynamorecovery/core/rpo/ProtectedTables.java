package dev.dynamorecovery.core.rpo;

import java.util.List;

/** Finds the tables that carry the tag of a plan. Restored copies do not carry it. */
public interface ProtectedTables {

    /** The protected tables of this account and Region, in order of their names. */
    List<ProtectedTable> find();
}
