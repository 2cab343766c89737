package io.whimbrel.engine.plugin;

/** A plug-in was asked for in a way that cannot be met. The message is one line for the person who asked. */
public final class PluginException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was wrong and what would be right
     * @param cause   what lies beneath, or null
     */
    public PluginException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
