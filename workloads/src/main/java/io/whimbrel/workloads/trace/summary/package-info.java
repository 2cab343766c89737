/** What a trace is like: rates, distinct pages over time, reuse, hot pages. */
package io.whimbrel.workloads.trace.summary;
