package io.whimbrel.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalDestinationTest {

    /** So that the process ends whose parent was killed in between. */
    @Test
    void shouldEndAGuestThatNobodyConcluded() {
        final Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (LocalDestination destination = LocalDestination.inMemory()) {
            destination.expect();
            try (SourceRun run = new SourceRun(GuestPlan.still(1 << 20), MigrationPlan.by("stop-and-copy"),
                    destination.link())) {
                run.start();
                run.migrate();
            }
            assertTrue(named(before).contains("vcpu-0"), "the guest runs here");
        }
        assertEquals(Set.of(), named(before));
    }

    private static Set<String> named(final Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread))
                .map(Thread::getName).filter(name -> name.startsWith("vcpu-") || name.startsWith("migration-"))
                .collect(Collectors.toSet());
    }
}
