package io.whimbrel.harness.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.results.model.MeasuredProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {

    private static final String GOOD = """
            pageSize: 4096
            pages: 100
            sampledPages: 50
            sampledZeroPages: 5
            periodsMs: [125, 250.5]
            sampledDirtyPages: [10, 20]
            """;
    private static final MeasuredProfile PROFILE = new MeasuredProfile(4_096, 100, 50, 5, List.of(125.0, 250.5),
            List.of(10L, 20L));

    @Test
    void shouldReadAProfile() {
        assertEquals(PROFILE, ProfileFile.parse("p", GOOD));
        assertEquals(PROFILE, ProfileFile.parse("p", GOOD.replace("4096", "4KiB")));
    }

    @Test
    void shouldWriteWhatReadsBackAsTheSame() {
        assertEquals(PROFILE, ProfileFile.parse("p", ProfileFile.print(PROFILE)));
        assertTrue(ProfileFile.print(PROFILE).contains("periodsMs: [125, 250.5]\n"), ProfileFile.print(PROFILE));
    }

    @Test
    void shouldTellAProfileFromAScenario() {
        assertTrue(ProfileFile.isProfile("p", GOOD));
        assertFalse(ProfileFile.isProfile("p", "guest: {memory: 8MiB}"));
        assertFalse(ProfileFile.isProfile("p", ""));
        assertThrows(UnusableInputException.class, () -> ProfileFile.isProfile("p", "a: ["));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pages: 100           | ''                   | 'pages' is missing; a profile has pageSize, pages, "
                + "sampledPages, sampledZeroPages, periodsMs, sampledDirtyPages",
        "pages: 100           | pages: 1.5           | pages: expected a whole number, not 1.5",
        "pages: 100           | pages: 40            | sampledPages: expected from 1 to 40, all pages, not 50",
        "pageSize: 4096       | pageSize: 4 lots     | '4 lots' is not a length such as 256MiB; units are B, GB, GiB, "
                + "KiB, MB, MiB, TiB, kB",
        "pageSize: 4096       | pageSize: 4000000000 | pageSize: expected at most 2 GiB, not 4000000000",
        "pageSize: 4096       | pageSize: [4]        | pageSize: expected a number of bytes such as 4096, not [4]",
        "'[125, 250.5]'       | 125                  | periodsMs: expected a list of numbers such as [125, 250, 500], "
                + "not 125",
        "'[125, 250.5]'       | '[125, a]'           | periodsMs: expected a list of numbers such as [125, 250, 500], "
                + "not a",
        "'[10, 20]'           | '[10, 9]'            | sampledDirtyPages: expected from 10, no fewer than within a "
                + "shorter period, to 50, the pages sampled, not 9",
        "sampledZeroPages:    | sampledZeroPags:     | unknown key 'sampledZeroPags'; did you mean 'sampledZeroPages'?"})
    void shouldRefuseWhatIsNoneNamingTheKey(final String good, final String bad, final String message) {
        assertEquals("p: " + message, assertThrows(UnusableInputException.class,
                () -> ProfileFile.parse("p", GOOD.replace(good, bad))).getMessage());
    }

    @Test
    void shouldNameTheLineThatIsNoYaml() {
        assertTrue(
                assertThrows(UnusableInputException.class, () -> ProfileFile.parse("p", "pages: 1\nx: [")).getMessage()
                        .startsWith("p:"));
        assertEquals("p: a profile holds keys with values, as in 'key: value'",
                assertThrows(UnusableInputException.class, () -> ProfileFile.parse("p", "- 1")).getMessage());
    }
}
