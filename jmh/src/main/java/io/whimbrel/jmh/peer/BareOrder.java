package io.whimbrel.jmh.peer;

/**
 * What the sender of the bare program asks of its receiver.
 *
 * @param returnTo    endpoint to which the acknowledgement goes; empty where the media has none
 * @param memoryBytes length of the memory, in bytes
 */
record BareOrder(String returnTo, long memoryBytes) {

    static BareOrder parse(final String text) {
        final int bar = text.indexOf('|');
        return new BareOrder(text.substring(0, bar), Long.parseLong(text.substring(bar + 1)));
    }

    @Override
    public String toString() {
        return returnTo + "|" + memoryBytes;
    }
}
