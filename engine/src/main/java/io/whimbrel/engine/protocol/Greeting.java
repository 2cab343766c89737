package io.whimbrel.engine.protocol;

/**
 * What a source says of the guest it wants to migrate.
 *
 * @param protocolVersion version of the wire that the source speaks
 * @param vcpus           number of virtual CPUs
 * @param pageBytes       length of a page in bytes
 * @param memoryBytes     length of the memory in bytes
 * @param byteOrderMark   {@link Wire#BYTE_ORDER_MARK} as the source's machine stores it
 * @param clockDomain     equal on both ends when they read one clock
 * @param form            in what form the guest comes
 * @param encoding        the page encoding, as a plug-in reference
 * @param guest           the guest's description, opaque to the engine
 */
public record Greeting(int protocolVersion, int vcpus, long pageBytes, long memoryBytes, long byteOrderMark,
        long clockDomain, GuestForm form, String encoding, String guest) {

    /** The longest description of a guest, in characters. */
    public static final int MAX_GUEST_LENGTH = 4_000;

    /**
     * Checks the description's length.
     *
     * @throws IllegalArgumentException when it is too long to travel in one message
     */
    public Greeting {
        if (guest.length() > MAX_GUEST_LENGTH) {
            throw new IllegalArgumentException("the guest's description is " + guest.length()
                    + " characters long, more than the " + MAX_GUEST_LENGTH + " that a hello carries");
        }
    }
}
