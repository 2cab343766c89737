/** Times it: how the benchmarks are started, and with which flags. */
package io.whimbrel.jmh;
