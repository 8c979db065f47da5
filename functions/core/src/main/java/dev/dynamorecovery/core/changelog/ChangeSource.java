package dev.dynamorecovery.core.changelog;

/** Where a change came from. */
public sealed interface ChangeSource {

    /** An application wrote, as far as anybody can tell in this Region. */
    record Application() implements ChangeSource {}

    /** The service deleted an expired item in this Region. */
    record TimeToLive() implements ChangeSource {}

    /** The change was made in another Region and replicated to this one. */
    record Replicated(String region) implements ChangeSource {}
}
