/** Random workloads, migrated and predicted: what the models are worth. */
package io.whimbrel.harness.score;
