/** Heuristics that know the future, from a trace: what the others are measured against. */
package io.whimbrel.workloads.clairvoyant;
