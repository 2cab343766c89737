/** How well the models' predictions were borne out: relative errors, and whether a migration ended at all. */
package io.whimbrel.results.score;
