package dev.dynamorecovery.core.changelog;

/** Tells people of changes that could not be logged. */
public interface LostChangeNotices {

    /** Sends the notice; it is kept until somebody takes it away. */
    void send(LostChangeNotice notice);
}
