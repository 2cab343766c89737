package io.whimbrel.harness.process;

import java.nio.file.Path;
import java.util.List;

/** What the tests of this package start as child processes. */
final class Children {

    private Children() {}

    static List<String> command(final Class<?> main, final Object... arguments) {
        return JavaCommand.of(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), main,
                java.util.Arrays.stream(arguments).map(Object::toString).toList());
    }

    /** Repeats its orders, ends when told to or when orphaned. */
    static final class Echo {

        private Echo() {}

        public static void main(final String[] arguments) throws InterruptedException {
            System.err.println("a complaint");
            OrphanGuard.listen(System.in, line -> {
                if (line.startsWith("exit ")) {
                    Runtime.getRuntime().halt(Integer.parseInt(line.substring("exit ".length())));
                }
                System.out.println("heard " + line);
            }, () -> Runtime.getRuntime().halt(7));
            System.out.println("pid " + ProcessHandle.current().pid());
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Has a child of its own and a scratch directory, and cleans up neither. */
    static final class Parent {

        private Parent() {}

        public static void main(final String[] arguments) throws InterruptedException {
            System.out.println("scratch " + ScratchDirectory.create(Path.of(arguments[0])).path());
            ChildProcess.start("grandchild", command(Echo.class), System.out::println);
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
