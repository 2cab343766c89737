/**
 * The record of a run, as {@code run.json} holds it: plain values, nothing computed later that could be computed now.
 * A quantity that a run could not measure is null, never zero.
 */
package io.whimbrel.results.record;
