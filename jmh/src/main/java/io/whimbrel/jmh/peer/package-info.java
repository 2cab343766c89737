/** The two ends of a measured migration, in one process or in two, and the bare programs beside them. */
package io.whimbrel.jmh.peer;
