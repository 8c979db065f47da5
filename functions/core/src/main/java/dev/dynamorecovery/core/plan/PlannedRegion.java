package dev.dynamorecovery.core.plan;

import java.util.regex.Pattern;

/** A Region and its role. */
public record PlannedRegion(String region, RegionRole role) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

    public PlannedRegion {
        requireCode("regions.region", region);
    }

    /** Throws {@link InvalidPlan} for a field whose value cannot be the code of a Region. */
    static void requireCode(String field, String region) {
        if (!REGION.matcher(region).matches()) {
            throw new InvalidPlan(field, region, "give a Region's code such as eu-west-1");
        }
    }
}
