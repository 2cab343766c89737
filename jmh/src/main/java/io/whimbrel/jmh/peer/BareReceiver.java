package io.whimbrel.jmh.peer;

/** The receiving end of a program that does nothing but move memory. */
interface BareReceiver extends AutoCloseable {

    /** Where it listens. */
    String endpoint();

    /** Forgets what was received before: populated and zero, like a migration's destination. */
    void clear();

    /** Receives the whole memory and acknowledges it. */
    void receive();

    /** A digest of what was received. */
    long digest();

    @Override
    void close();
}
