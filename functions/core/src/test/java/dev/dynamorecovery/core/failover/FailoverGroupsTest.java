package dev.dynamorecovery.core.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.document.InvalidField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverGroupsTest {

    @Test
    void shouldReadGroupsOfOneAndOfSeveralTables() {
        FailoverGroups groups = FailoverGroups.parse("users=users, orders=orders+order-lines");

        assertThat(groups.names()).containsExactly("users", "orders");
        assertThat(groups.tablesOf("orders")).containsExactly("orders", "order-lines");
    }

    @Test
    void shouldRefuseAnUnknownGroupByNamingTheKnownOnes() {
        assertThatThrownBy(() -> FailoverGroups.parse("users=users").tablesOf("payments"))
                .isInstanceOf(InvalidField.class)
                .hasMessage("group = payments: give one of the groups users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "users", "users=", "users=a=b", "USERS=users", "users=a+", "users=a,users=b"})
    void shouldRefuseWhatNamesNoGroups(String text) {
        assertThatThrownBy(() -> FailoverGroups.parse(text)).isInstanceOf(InvalidField.class);
    }
}
