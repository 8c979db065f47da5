package dev.dynamorecovery.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourcePoliciesTest {

    private static final String ORDERS = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final String COPY = "arn:aws:dynamodb:us-east-1:123456789012:table/copy";

    @Test
    void shouldBeTheSameForATableAndItsCopy() {
        var ofTable = ResourcePolicies.portable(
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Resource\": \"" + ORDERS + "\"}]}", ORDERS);
        var ofCopy = ResourcePolicies.portable(
                "{\"Statement\":[{\"Resource\":\"" + COPY + "\"}],\"Version\":\"2012-10-17\"}", COPY);

        assertThat(ofTable).isEqualTo(ofCopy);
    }

    @Test
    void shouldSpeakOfTheCopyOnTheCopy() {
        var portable =
                ResourcePolicies.portable("{\"Resource\":[\"" + ORDERS + "\",\"" + ORDERS + "/index/*\"]}", ORDERS);

        assertThat(ResourcePolicies.of(portable, COPY))
                .isEqualTo("{\"Resource\":[\"" + COPY + "\",\"" + COPY + "/index/*\"]}");
    }

    @Test
    void shouldLeaveATableAloneWhoseNameOnlyStartsTheSame() {
        var policy = "{\"Resource\":\"" + ORDERS + "-archive\"}";

        assertThat(ResourcePolicies.portable(policy, ORDERS)).isEqualTo(policy);
    }
}
