/** The arrival processes that come with Whimbrel. */
package io.whimbrel.workloads.arrival.builtin;
