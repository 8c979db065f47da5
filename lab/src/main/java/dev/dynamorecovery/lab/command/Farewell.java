package dev.dynamorecovery.lab.command;

import java.lang.System.Logger.Level;

/** What is still done or said when the process is interrupted; cancelled before that, it is neither. */
final class Farewell {

    private static final System.Logger LOGGER = System.getLogger(Farewell.class.getName());

    private final Thread hook;

    Farewell(Runnable last) {
        this.hook = new Thread(last, "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            LOGGER.log(Level.DEBUG, "the process is going down: the farewell is under way", goingDown);
        }
    }
}
