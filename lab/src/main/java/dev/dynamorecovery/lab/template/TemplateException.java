package dev.dynamorecovery.lab.template;

/** A template that the lab does not understand in full; the message names the place, what stands there and the remedy. */
public final class TemplateException extends IllegalArgumentException {

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
