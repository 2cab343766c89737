/** The heuristics that come with the engine. */
package io.whimbrel.engine.policy.builtin;
