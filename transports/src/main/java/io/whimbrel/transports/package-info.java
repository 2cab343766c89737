/** Carries memory: the transports. */
package io.whimbrel.transports;
