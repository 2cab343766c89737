package io.whimbrel.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Fork;

class ForkFlagsTest {

    @Test
    void shouldHoldEveryFlagThatTheBuildAsksFor() {
        final List<String> wanted = List.of(System.getProperty("jvm.flags").split(" "));
        assertTrue(ForkFlags.all().containsAll(wanted), ForkFlags.all() + " lacks some of " + wanted);
    }

    @Test
    void shouldGiveForksTheFlagsOfPeers() {
        assertEquals(ForkFlags.all(), List.of(Forked.class.getAnnotation(Fork.class).jvmArgsAppend()));
    }

    @Test
    void shouldFailOnErrorUnlessToldOtherwise() {
        assertArrayEquals(new String[]{"-foe", "true", "-f", "1"}, Main.withDefaults("-f", "1"));
        assertArrayEquals(new String[]{"-foe", "false"}, Main.withDefaults("-foe", "false"));
    }
}
