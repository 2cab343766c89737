package io.whimbrel.transports;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a destination listens.
 *
 * @param host name or address; without brackets, also for version 6
 * @param port 0 to 65535; 0 lets the machine choose one
 */
public record Endpoint(String host, int port) {

    private static final int MAX_PORT = 65535;

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException when it is out of bounds or the host is empty
     */
    public Endpoint {
        if (host.isEmpty() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "'" + host + ":" + port + "' is not an endpoint: expected host:port, the port from 0 to "
                            + MAX_PORT);
        }
    }

    /**
     * Reads an endpoint as a person or the other side wrote it.
     *
     * @param text for example {@code 127.0.0.1:20123}, {@code host.example:20123} or {@code [::1]:20123}
     * @return the endpoint
     * @throws IllegalArgumentException in one line, when it is not of this form
     */
    public static Endpoint parse(final String text) {
        final int colon = text.lastIndexOf(':');
        final boolean bracketed = text.startsWith("[");
        final String host = colon < 0 ? "" : text.substring(bracketed ? 1 : 0, bracketed ? colon - 1 : colon);
        final String port = text.substring(colon + 1);
        final boolean wellFormed = bracketed ? text.startsWith("]:", colon - 1) : host.indexOf(':') < 0;
        if (!wellFormed || host.isEmpty() || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an endpoint: expected host:port, for example 127.0.0.1:20123 or [::1]:20123");
        }
        return new Endpoint(host, Integer.parseInt(port));
    }

    /**
     * Looks the host's address up.
     *
     * @return address and port
     * @throws IllegalArgumentException when there is no such host
     */
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("the host '" + host + "' cannot be resolved", e);
        }
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
