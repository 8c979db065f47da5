package dev.dynamorecovery.lab.front;

/** Answers the unsigned requests by which the lab's own operator controls it, below {@link #PATH}. */
@FunctionalInterface
public interface ControlHandler {

    String PATH = "/lab/";

    LabResponse handle(LabRequest request);
}
