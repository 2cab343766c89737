/** Traces from other programs, and for other programs. */
package io.whimbrel.workloads.trace.convert;
