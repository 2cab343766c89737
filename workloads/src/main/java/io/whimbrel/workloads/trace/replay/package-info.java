/** A guest that does what a trace says. */
package io.whimbrel.workloads.trace.replay;
