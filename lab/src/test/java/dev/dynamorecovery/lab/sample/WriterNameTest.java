package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriterNameTest {

    @ParameterizedTest
    @EnumSource(SampleTable.class)
    void shouldBeInTheAttributeThatThePlansName(SampleTable table) {
        assertThat(new PackagedPlans()
                        .find(table.defaultName())
                        .orElseThrow()
                        .changeLog()
                        .attributes()
                        .writer())
                .contains(WriterName.ATTRIBUTE);
    }

    @Test
    void shouldBeInEveryItem() {
        assertThat(new SampleGenerator(1).items(300))
                .allSatisfy(item -> assertThat(item.attributes())
                        .containsEntry(WriterName.ATTRIBUTE, WriterName.APPLICATION.value()));
    }
}
