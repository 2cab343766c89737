/** What a virtual snapshot costs its guest: the barrier before each store, and the pause. */
package io.whimbrel.jmh.snapshot;
