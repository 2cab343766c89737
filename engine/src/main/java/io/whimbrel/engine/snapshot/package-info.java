/** Points in time of a guest: full and copy-on-write snapshots, what changed between them, and the way back to one. */
package io.whimbrel.engine.snapshot;
