package dev.dynamorecovery.lab.front;

/** Told of every signed request that reached a service of the lab, after it was answered. */
@FunctionalInterface
public interface CallListener {

    /** Called from many threads at once. */
    void called(ApiCall call);
}
