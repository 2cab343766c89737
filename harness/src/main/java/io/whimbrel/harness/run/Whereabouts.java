package io.whimbrel.harness.run;

/** Whether it is known where a guest is once its migration is over. */
public enum Whereabouts {
    /** At the end that its outcome names. */
    KNOWN,
    /** An end was left that cannot know whose the guest is. */
    IN_DOUBT,
    /** Nobody has all of it any more. */
    LOST
}
