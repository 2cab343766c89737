/** What a migration could have reached had it known the future: the clairvoyant optimum, and the regret above it. */
package io.whimbrel.results.optimum;
