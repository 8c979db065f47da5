package dev.dynamorecovery.lab.plane;

/** The way from one Region to another. */
record RegionPair(String from, String to) {

    boolean names(String region) {
        return from.equals(region) || to.equals(region);
    }
}
