/** Reads what JMH has written, and holds it against what is asked for. */
package io.whimbrel.jmh.ratio;
