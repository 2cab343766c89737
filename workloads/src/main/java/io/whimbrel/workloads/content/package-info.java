/** What a write changes: the third of the three independent knobs of a workload. */
package io.whimbrel.workloads.content;
