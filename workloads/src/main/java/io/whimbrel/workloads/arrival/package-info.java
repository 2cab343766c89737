/** When operations are meant to start: the second of the three independent knobs of a workload. */
package io.whimbrel.workloads.arrival;
