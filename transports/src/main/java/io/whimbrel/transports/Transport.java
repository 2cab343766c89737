package io.whimbrel.transports;

/**
 * A way of carrying a migration from one process to another, with its settings: opens either end. The plug-in kind of
 * a scenario's {@code link.transport}.
 *
 * <p>The destination is opened first. As soon as its {@link DestinationEnd#address()} is known, that text goes to the
 * other process by whatever means, and is all that is needed there to open the source. Opening starts a media driver
 * where one is needed and returns; connecting is done by {@code doWork()}, and sends answer {@code NOT_CONNECTED}
 * until it is done.
 */
public interface Transport {

    /**
     * Opens the destination's end.
     *
     * @param address where to listen; what it means is the transport's affair, see {@link #anyAddress()}
     * @param driver  where the media driver is, or is to be
     * @return the end
     * @throws IllegalArgumentException in one line, when the address or the settings cannot be used
     */
    DestinationEnd listen(String address, DriverPlace driver);

    /**
     * Opens the source's end.
     *
     * @param address the destination's {@link DestinationEnd#address()}
     * @param driver  where the media driver is, or is to be
     * @return the end
     * @throws IllegalArgumentException in one line, when the address or the settings cannot be used
     */
    SourceEnd connect(String address, DriverPlace driver);

    /**
     * Whether a media driver takes part: whoever names one to a transport that needs none means something else.
     *
     * @return true when the driver's place matters
     */
    boolean needsDriver();

    /**
     * An address to listen at that needs no choice by a person and is reachable from this machine.
     *
     * @return address for {@link #listen}
     */
    String anyAddress();
}
