/** The access patterns that come with Whimbrel. */
package io.whimbrel.workloads.pattern.builtin;
