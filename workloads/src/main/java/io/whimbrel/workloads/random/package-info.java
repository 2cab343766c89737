/** Seeded random streams, one per concern, and what is drawn from them. The same on every machine. */
package io.whimbrel.workloads.random;
