package dev.dynamorecovery.lab.front;

/** Told of every signed request that a service of the lab answered, with what was asked and what was answered. */
@FunctionalInterface
public interface AnswerListener {

    /** Called from many threads at once, before the client has its answer. */
    void answered(LabService service, LabRequest request, LabResponse response);
}
