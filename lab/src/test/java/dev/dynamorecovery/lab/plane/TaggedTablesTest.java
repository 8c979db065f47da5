package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.tagging.TaggingService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

class TaggedTablesTest {

    private final PlaneFixture fixture = new PlaneFixture();
    private LabFront front;
    private ResourceGroupsTaggingApiClient client;

    @BeforeEach
    void start() throws Exception {
        front = LabFront.start(0, call -> {});
        front.serve(new TaggingService(fixture.plane));
        client = LabClients.of(ResourceGroupsTaggingApiClient.builder(), front.endpoint(), Region.of(fixture.region));
    }

    @AfterEach
    void stop() {
        client.close();
        front.close();
        fixture.close();
    }

    @Test
    void shouldFindTablesThatHaveOrHadATagAndNeverUntaggedOnes() {
        fixture.table("tagged", "'Tags':[{'Key':'plan','Value':'a'}],");
        fixture.table("untagged");
        fixture.table("once", "'Tags':[{'Key':'plan','Value':'a'}],");
        client.untagResources(request -> request.resourceARNList(arn("once")).tagKeys("plan"));

        List<ResourceTagMapping> found = client.getResources(request -> request.resourceTypeFilters("dynamodb:table"))
                .resourceTagMappingList();

        assertThat(found).extracting(ResourceTagMapping::resourceARN).containsExactly(arn("once"), arn("tagged"));
        assertThat(found.getFirst().tags()).isEmpty();
        assertThat(find("plan")).containsExactly(arn("tagged"));
        assertThat(find("plan", "b")).isEmpty();
        assertThat(find("plan", "b", "a")).containsExactly(arn("tagged"));
    }

    @Test
    void shouldPageAndTellWhatCouldNotBeTagged() {
        for (int number = 0; number < 5; number++) {
            fixture.table("table-" + number);
        }
        List<String> arns =
                List.of(arn("table-0"), arn("table-1"), arn("table-2"), arn("table-3"), arn("table-4"), arn("absent"));

        assertThat(client.tagResources(request -> request.resourceARNList(arns).tags(Map.of("plan", "a")))
                        .failedResourcesMap())
                .containsOnlyKeys(arn("absent"));

        assertThat(client
                        .getResourcesPaginator(request ->
                                request.resourceTypeFilters("dynamodb:table").resourcesPerPage(2))
                        .resourceTagMappingList()
                        .stream()
                        .map(ResourceTagMapping::resourceARN))
                .containsExactlyElementsOf(arns.subList(0, 5));
    }

    @Test
    void shouldRefuseWhatItHasNoTagsOf() {
        assertThatThrownBy(client::getResources).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.getResources(request -> request.resourceTypeFilters("s3")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.getResources(
                        request -> request.resourceTypeFilters("dynamodb:table").includeComplianceDetails(true)))
                .isInstanceOf(InvalidParameterException.class);
    }

    private List<String> find(String key, String... values) {
        return client
                .getResources(request -> request.resourceTypeFilters("dynamodb:table")
                        .tagFilters(TagFilter.builder().key(key).values(values).build()))
                .resourceTagMappingList()
                .stream()
                .map(ResourceTagMapping::resourceARN)
                .toList();
    }

    private String arn(String table) {
        return Arns.table(fixture.region, table);
    }
}
