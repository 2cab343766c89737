/** Judges migrations: records, statistics, tables. */
package io.whimbrel.results;
