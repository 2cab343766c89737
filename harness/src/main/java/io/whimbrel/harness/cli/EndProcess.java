package io.whimbrel.harness.cli;

import io.whimbrel.engine.memory.MemoryUnavailableException;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.process.OrphanGuard;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Message;
import io.whimbrel.harness.run.MessageLines;
import io.whimbrel.harness.run.Orders.Answer;
import io.whimbrel.transports.DriverPlace;
import java.io.PrintStream;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A process that is one end of a migration: says what happens, takes orders, and leaves nothing behind. As a run's child
 * it takes them from its standard input, answers on its standard output, and ends with it; started by hand it takes them
 * from its control socket.
 */
final class EndProcess {

    private final EndOptions options;
    private final String role;
    private final PrintStream out;
    private final PrintStream err;
    private final Consumer<Message> sink;

    EndProcess(final EndOptions options, final String role, final Terminal terminal) {
        this.options = options;
        this.role = role;
        this.out = terminal.out();
        this.err = terminal.err();
        this.sink = options.json()
                ? message -> out.println(MessageLines.print(message))
                : new EndStory(role, terminal.out(), options.quiet() ? null : terminal.err())::tell;
    }

    Consumer<Message> sink() {
        return sink;
    }

    /** Runs the end, with its orders open to whoever may give them. */
    ExitCode run(final EndOrders orders, final BiFunction<DriverPlace, Consumer<Message>, ExitCode> end) {
        return options.isChild() ? runAsChild(orders, end) : runByHand(orders, end);
    }

    private ExitCode runAsChild(final EndOrders orders,
            final BiFunction<DriverPlace, Consumer<Message>, ExitCode> end) {
        // Whatever else in this process prints must not be taken for messages.
        System.setOut(System.err);
        Interrupts.ignore();
        OrphanGuard.listen(System.in, line -> sink.accept(new Message.Answered(orders.give(line))), () -> {
            ScratchDirectory.delete(options.runsScratch());
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        });
        try {
            return end.apply(options.driver(null, role), sink);
        } catch (final UnusableInputException | IllegalArgumentException | MemoryUnavailableException e) {
            return failed(ExitCode.UNUSABLE_INPUT, e);
        } catch (final RuntimeException e) {
            e.printStackTrace();
            return failed(ExitCode.INTERNAL, e);
        }
    }

    private ExitCode failed(final ExitCode code, final RuntimeException e) {
        sink.accept(new Message.Failed(code.code(), String.valueOf(e.getMessage())));
        return code;
    }

    private void cancel(final EndOrders orders) {
        final Answer answer = orders.give(EndOrders.CANCEL);
        if (!answer.accepted()) {
            err.println(answer.line() + "; press Ctrl-C again to end it");
        }
    }

    private ExitCode runByHand(final EndOrders orders, final BiFunction<DriverPlace, Consumer<Message>, ExitCode> end) {
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace())) {
            final ControlSocket socket = ControlSocket.open(scratch.path(), orders);
            final AtExit hook = AtExit.run(() -> ScratchDirectory.delete(scratch.path()));
            if (orders.understand(EndOrders.CANCEL)) {
                Interrupts.onFirst(() -> cancel(orders));
            }
            try {
                return end.apply(options.driver(scratch.path(), role), sink);
            } finally {
                hook.close();
                socket.close();
            }
        }
    }
}
