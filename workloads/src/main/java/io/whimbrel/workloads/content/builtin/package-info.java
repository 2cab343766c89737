/** The content models that come with Whimbrel. */
package io.whimbrel.workloads.content.builtin;
