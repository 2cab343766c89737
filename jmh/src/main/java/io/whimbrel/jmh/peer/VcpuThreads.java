package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentRunner;

/** The threads of a guest's vCPUs. */
public final class VcpuThreads implements AutoCloseable {

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<AgentRunner> runners;

    /**
     * Starts a thread for each vCPU.
     *
     * @param guest whose
     */
    public VcpuThreads(final Guest guest) {
        runners = guest.vcpus().stream()
                .map(vcpu -> new AgentRunner(new VcpuIdleStrategy(vcpu), error -> failure.compareAndSet(null, error),
                        null, vcpu))
                .toList();
        runners.forEach(AgentRunner::startOnThread);
    }

    /**
     * Ends the threads.
     *
     * @throws IllegalStateException when a vCPU had failed
     */
    @Override
    public void close() {
        CloseHelper.closeAll(runners);
        if (failure.get() != null) {
            throw new IllegalStateException("a vCPU failed", failure.get());
        }
    }
}
