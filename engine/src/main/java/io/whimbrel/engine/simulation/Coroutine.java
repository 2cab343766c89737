package io.whimbrel.engine.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A task that can be left in the middle and gone on with later, on the caller's thread: so a vCPU can stand still within
 * an operation while virtual time goes on. It is the JDK's own continuation, on which its virtual threads are built,
 * reached by name because a release compiler does not see it; entering and leaving costs some hundred nanoseconds.
 */
final class Coroutine {

    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            final Class<?> scopeClass = Class.forName("jdk.internal.vm.ContinuationScope");
            final Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
            final Object scope = lookup.findConstructor(scopeClass, MethodType.methodType(void.class, String.class))
                    .invoke("whimbrel");
            NEW = lookup.findConstructor(continuation, MethodType.methodType(void.class, scopeClass, Runnable.class))
                    .bindTo(scope).asType(MethodType.methodType(Object.class, Runnable.class));
            RUN = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            YIELD = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopeClass))
                    .bindTo(scope);
        } catch (final IllegalAccessException e) {
            throw new ExceptionInInitializerError("virtual time needs the flag"
                    + " --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED: " + e.getMessage());
        } catch (final Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object continuation;

    /**
     * Makes a coroutine that has not begun.
     *
     * @param task what it does; it need never return
     */
    Coroutine(final Runnable task) {
        try {
            continuation = (Object) NEW.invokeExact(task);
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** Begins, or goes on where it was left; returns when it is left again. */
    void run() {
        try {
            RUN.invokeExact(continuation);
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** Leaves the coroutine that runs. */
    static void leave() {
        try {
            final boolean left = (boolean) YIELD.invokeExact();
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(final Throwable thrown) {
        if (thrown instanceof final Error error) {
            throw error;
        }
        return thrown instanceof final RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
