/** Carries memory over Aeron, between hosts or within one machine. */
package io.whimbrel.transports.aeron;
