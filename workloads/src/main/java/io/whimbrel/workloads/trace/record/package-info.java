/** Records traces of guests. */
package io.whimbrel.workloads.trace.record;
