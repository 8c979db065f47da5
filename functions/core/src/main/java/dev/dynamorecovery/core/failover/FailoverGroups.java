package dev.dynamorecovery.core.failover;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The groups of a stack and their tables. All tables of a group move together, by the plan of the group's name.
 *
 * @param tables the tables of each group, at least one
 */
public record FailoverGroups(Map<String, List<String>> tables) {

    private static final String FIELD = "FailoverGroups";
    private static final String REMEDY = "give group=table, or group=table+table, separated by commas";

    public FailoverGroups {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        tables.forEach((group, names) -> copy.put(group, List.copyOf(names)));
        tables = Collections.unmodifiableMap(copy);
    }

    /** The groups as a template's parameter names them: {@code users=users,orders=orders+order-lines}. */
    public static FailoverGroups parse(String text) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            String[] sides = entry.strip().split("=", -1);
            if (sides.length != 2 || !RecoveryPlan.isName(sides[0])) {
                throw new InvalidField(FIELD, entry, REMEDY);
            }
            List<String> names = Arrays.asList(sides[1].split("\\+", -1));
            if (names.stream().anyMatch(String::isBlank) || tables.put(sides[0], names) != null) {
                throw new InvalidField(FIELD, entry, REMEDY + ", each group once");
            }
        }
        return new FailoverGroups(tables);
    }

    /** The groups' names, in the order in which they were given. */
    public Set<String> names() {
        return tables.keySet();
    }

    /** The tables of a group. Refuses a group that is none of the stack's. */
    public List<String> tablesOf(String group) {
        List<String> names = tables.get(group);
        if (names == null) {
            throw new InvalidField("group", group, "give one of the groups " + String.join(", ", names()));
        }
        return names;
    }
}
