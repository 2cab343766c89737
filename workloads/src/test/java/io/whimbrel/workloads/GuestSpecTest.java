package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestSpecTest {

    @Property
    void shouldComeBackFromItsText(@ForAll("references") final String workload,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) final long rate,
            @ForAll("patterns") final String reads, @ForAll("patterns") final String writes,
            @ForAll("references") final String arrival, @ForAll("references") final String content,
            @ForAll final long seed) {
        final GuestSpec spec = new GuestSpec(workload, rate, reads, writes, arrival, content, seed);
        assertFalse(spec.toString().contains("\n"));
        assertEquals(spec, GuestSpec.parse(spec.toString()));
        assertEquals(spec.toString(), GuestSpec.parse(spec.toString()).toString());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.oneOf(Arbitraries.just(""), references());
    }

    @Provide
    Arbitrary<String> references() {
        final Arbitrary<String> name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        final Arbitrary<String> value = Arbitraries.strings().withCharRange('!', '~').excludeChars('(', ')', ',')
                .ofMinLength(1).ofMaxLength(8);
        final Arbitrary<String> arguments = Arbitraries.maps(name, value).ofMaxSize(3)
                .map(map -> map.entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(" , ", " (", ") ")));
        return Combinators.combine(name, Arbitraries.oneOf(Arbitraries.just(""), arguments)).as(String::concat);
    }

    @Test
    void shouldDescribeTheDefaultGuestInOneLine() {
        assertEquals("workload=kv(mix=a);rate=50000/s;arrival=constant;content=text;seed=1",
                GuestSpec.DEFAULT.toString());
    }

    @Test
    void shouldBeTheDefaultWhereNothingIsSaid() {
        assertEquals(GuestSpec.DEFAULT, GuestSpec.of(Map.of()));
    }

    @Test
    void shouldTakeLocalityForReadsAndWrites() {
        final GuestSpec spec = GuestSpec.of(Map.of("locality", "zipf(skew=0.5)", "reads", "uniform"));
        assertEquals("kv(mix=a)", spec.workload());
        assertEquals("uniform", spec.reads());
        assertEquals("zipf(skew=0.5)", spec.writes());
    }

    @Test
    void shouldBeSyntheticWhereAPatternIsNamed() {
        final GuestSpec spec = GuestSpec.of(Map.of("pattern", "sequential", "rate", "1k/s"));
        assertEquals("synthetic", spec.workload());
        assertEquals("sequential", spec.reads());
        assertEquals("sequential", spec.writes());
        assertEquals(1_000, spec.ratePerSecond());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localty=uniform                 | a guest has no 'localty'; did you mean 'locality'?
            rate=50000                      | rate: '50000' is not a rate such as 50k/s; units are /s, G/s, M/s, k/s
            rate=2G/s                       | rate: 2000000000/s is out of bounds, allowed is 0 to 1G/s
            seed=one                        | seed: 'one' is not a whole number
            pattern=uniform;locality=zipf   | pattern and locality say the same thing; give one of them
            seed=1;seed=2                   | 'seed=1;seed=2': a guest is described as key=value;key=value, each key once
            kv                              | 'kv': a guest is described as key=value;key=value, each key once
            workload=kv(a                   | 'kv(a' does not have the form name or name(key=value, ...)
            """)
    void shouldRefuseInOneLine(final String text, final String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> GuestSpec.parse(text)).getMessage());
    }

    @Test
    void shouldRefuseAPatternForAProgram() {
        assertEquals(
                "pattern asks for a synthetic workload, not kv(mix=b); say locality to choose where its accesses go",
                assertThrows(IllegalArgumentException.class,
                        () -> GuestSpec.of(Map.of("workload", "kv(mix=b)", "pattern", "uniform"))).getMessage());
    }

    @Test
    void shouldRefuseALineBreak() {
        assertThrows(IllegalArgumentException.class,
                () -> new GuestSpec("kv(mix=a,\nfill=1)", 1, "", "", "constant", "text", 1));
    }
}
