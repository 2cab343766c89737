/** Migrations in virtual time: the same scenario, the same agents and heuristics, a simulated clock, guest and link. */
package io.whimbrel.harness.virtual;
