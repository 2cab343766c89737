/** Traces of memory accesses: the file, how it is written, and how it is read. */
package io.whimbrel.workloads.trace;
