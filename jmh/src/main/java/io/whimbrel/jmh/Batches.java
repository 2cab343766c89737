package io.whimbrel.jmh;

/**
 * The same operations without a barrier and with it. Each in a loop of its own, compiled for its own kind of access, and
 * not into its caller: in one method with the other, a loop has not all of the registers.
 */
public interface Batches {

    /** Without barrier. */
    void bare();

    /** With it. */
    void barred();
}
