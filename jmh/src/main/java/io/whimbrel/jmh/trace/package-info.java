/** What writing and reading a trace of accesses costs. */
package io.whimbrel.jmh.trace;
