/** The two ends of a measured migration, in one process or in two, and the bare Aeron program beside them. */
package io.whimbrel.jmh.peer;
