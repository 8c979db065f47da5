package dev.dynamorecovery.core.plan;

import java.util.regex.Pattern;

/** A Region and its role. */
public record PlannedRegion(String region, RegionRole role) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

    public PlannedRegion {
        if (!REGION.matcher(region).matches()) {
            throw new InvalidPlan("regions.region", region, "give a Region's code such as eu-west-1");
        }
    }
}
