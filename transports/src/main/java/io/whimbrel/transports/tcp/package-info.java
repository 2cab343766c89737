/** Carries memory over TCP: a connection for control, one for what is urgent, and one or more for data. */
package io.whimbrel.transports.tcp;
