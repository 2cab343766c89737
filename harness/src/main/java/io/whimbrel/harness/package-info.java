/** Runs migrations: puts the engine, the transports, the workloads and the results together. */
package io.whimbrel.harness;
