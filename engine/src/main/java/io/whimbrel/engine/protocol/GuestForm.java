package io.whimbrel.engine.protocol;

/** In what form a guest comes to a destination. */
public enum GuestForm {
    /** As pages of its memory, and its execution state. */
    PAGES,
    /** Suspended: as the image of its memory and execution state, which is kept as a file there and resumed from. */
    CHECKPOINT,
    /** Stopped: as the image that it was started from, which is kept as a file there and started afresh. */
    BOOT_IMAGE;

    private static final GuestForm[] FORMS = values();

    /**
     * Whether pages go to a file at the destination before they go to the guest's memory.
     *
     * @return true for an image
     */
    public boolean isImage() {
        return this != PAGES;
    }

    static GuestForm of(final int number) {
        if (number >= FORMS.length) {
            throw new ProtocolException("a guest comes in an unknown form, " + number);
        }
        return FORMS[number];
    }
}
