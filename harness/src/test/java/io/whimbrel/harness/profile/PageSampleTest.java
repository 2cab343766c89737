package io.whimbrel.harness.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageSampleTest {

    private static final int PAGES = 64;

    private final GuestMemory memory = new GuestMemory(new PageGeometry(PAGES * 4_096L, 4_096));

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void shouldSeeEachPageThatWasChangedOnceAndForGood() {
        final PageSample sample = PageSample.of(memory, PAGES, 1);
        assertEquals(0, sample.changed());
        memory.putLong(3 * 4_096 + 4_088, 1);
        memory.putLong(7 * 4_096, 1);
        assertEquals(2, sample.changed());
        memory.putLong(7 * 4_096, 0);
        memory.putLong(9 * 4_096, 1);
        assertEquals(3, sample.changed());
    }

    @Test
    void shouldNotSeeAWriteThatWasTakenBackBeforeItLooked() {
        final PageSample sample = PageSample.of(memory, PAGES, 1);
        memory.putLong(0, 1);
        memory.putLong(0, 0);
        assertEquals(0, sample.changed());
    }

    @Test
    void shouldDrawAsManyDifferentPagesAsItIsTold() {
        for (int page = 0; page < PAGES; page++) {
            memory.putLong(page * 4_096L, page % 2);
        }
        final PageSample sample = PageSample.of(memory, 16, 5);
        assertEquals(16, sample.size());
        for (int page = 0; page < PAGES; page++) {
            memory.putLong(page * 4_096L + 8, 1);
        }
        assertEquals(16, sample.changed(), "no page was drawn twice");
        assertEquals(PAGES, PageSample.of(memory, 1_000, 5).size());
    }

    @Test
    void shouldCountZeroPages() {
        memory.putLong(5 * 4_096 + 4_088, 1);
        assertEquals(PAGES - 1, PageSample.of(memory, PAGES, 1).zero());
        assertEquals(PAGES - 1, ZeroPages.in(memory).cardinality());
        assertFalse(ZeroPages.in(memory).contains(5));
    }
}
