/** Which page, or key, an operation goes to: the first of the three independent knobs of a workload. */
package io.whimbrel.workloads.pattern;
