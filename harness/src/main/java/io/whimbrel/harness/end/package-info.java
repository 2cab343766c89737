/** The two ends of a migration as they run in real time, each with its threads, its link, its guest and its proof. */
package io.whimbrel.harness.end;
