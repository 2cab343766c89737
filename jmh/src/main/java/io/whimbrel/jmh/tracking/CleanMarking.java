package io.whimbrel.jmh.tracking;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Has every page clean before an invocation, outside the time that is measured. */
@State(Scope.Thread)
public class CleanMarking extends Marking {

    /** For JMH. */
    public CleanMarking() {}

    /** Collects all marks. */
    @Setup(Level.Invocation)
    public void cleanAll() {
        clean();
    }
}
