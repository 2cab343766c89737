package io.whimbrel.harness.cli;

import io.whimbrel.harness.ExitCode;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C as an order instead of an end. The platform's only way to it is an internal class that every JDK has; without
 * it Ctrl-C ends the process, as usual.
 */
final class Interrupts {

    private Interrupts() {}

    /** Runs an action at the first Ctrl-C; the second ends the process. */
    static void onFirst(final Runnable action) {
        final AtomicBoolean wasPressed = new AtomicBoolean();
        onEach(() -> {
            if (wasPressed.compareAndSet(false, true)) {
                action.run();
            } else {
                Thread.ofPlatform().start(() -> System.exit(ExitCode.INTERRUPTED.code()));
            }
        });
    }

    /** Leaves Ctrl-C to the parent: a terminal sends it to every process of the group. */
    static void ignore() {
        onEach(() -> {});
    }

    private static void onEach(final Runnable action) {
        try {
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            final Object onSignal = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("INT"), onSignal);
        } catch (final ReflectiveOperationException e) {
            // This platform has no such class: Ctrl-C does what it always does.
        }
    }
}
