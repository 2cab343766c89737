/** How fast virtual time passes. */
package io.whimbrel.jmh.simulation;
