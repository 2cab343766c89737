package io.whimbrel.engine.link;

/** What a non-blocking send answered. */
public enum LinkStatus {
    /** Taken over by the link. Says nothing about delivery. */
    OK,
    /** No room now: do something else and try again. */
    BACK_PRESSURED,
    /** The other side is not there, or no longer. */
    NOT_CONNECTED,
    /** This end is closed or broken for good. */
    CLOSED
}
