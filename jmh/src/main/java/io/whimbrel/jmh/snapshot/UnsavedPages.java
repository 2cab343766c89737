package io.whimbrel.jmh.snapshot;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Has a snapshot anew before an invocation, outside the time that is measured. */
@State(Scope.Thread)
public class UnsavedPages extends SavedPages {

    /** For JMH. */
    public UnsavedPages() {}

    /** Ends the last snapshot and takes another. */
    @Setup(Level.Invocation)
    public void takeAnew() {
        end();
        take();
    }
}
