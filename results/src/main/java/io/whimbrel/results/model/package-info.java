/** What a migration is expected to cost, worked out on paper: dirty curves, models of pre-copy, and their limits. */
package io.whimbrel.results.model;
