/** What all workloads have in common: the guest they are set up in, and what a virtual CPU carries with it. */
package io.whimbrel.workloads.guest;
