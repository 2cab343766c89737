/** Guests that do nothing but read and write by a pattern. */
package io.whimbrel.workloads.synthetic;
