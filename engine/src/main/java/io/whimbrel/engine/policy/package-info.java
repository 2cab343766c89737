/** The heuristics' interfaces: one per decision that a migration takes. */
package io.whimbrel.engine.policy;
