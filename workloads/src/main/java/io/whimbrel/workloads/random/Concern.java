package io.whimbrel.workloads.random;

/**
 * What random numbers are drawn for. Each concern has its own stream, so that turning one knob of a workload leaves
 * the draws of all others as they were.
 */
public enum Concern {
    /** Which kind of operation comes next. */
    OPERATION,
    /** Which page or key is read. */
    READ_ITEM,
    /** Which page or key is written. */
    WRITE_ITEM,
    /** Where within the page or value. */
    POSITION,
    /** When the next operation starts. */
    ARRIVAL,
    /** What is written. */
    CONTENT,
    /** Whether a write changes anything. */
    SILENCE,
    /** What the memory holds at first. */
    FILL
}
