/** Dirties memory: what a guest runs. */
package io.whimbrel.workloads;
