/** Dirties memory: what a guest runs, how that is described, and the plug-ins it is made of. */
package io.whimbrel.workloads;
