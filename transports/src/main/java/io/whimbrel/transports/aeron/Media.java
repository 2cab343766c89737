package io.whimbrel.transports.aeron;

/** What Aeron sends over. */
public enum Media {
    /** Datagrams between hosts, or over loopback. */
    UDP,
    /** Shared memory between processes that use one media driver. */
    IPC
}
