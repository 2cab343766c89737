package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class PageNotesTest {

    private static final int PAGES = 1000;

    private final PageNotes notes = new PageNotes(PAGES);

    @Test
    void shouldNoteAPageAndNoOther() {
        notes.add(0);
        notes.add(PAGES - 1);
        for (int page = 0; page < PAGES; page++) {
            assertEquals(page == 0 || page == PAGES - 1, notes.has(page));
            assertEquals(page != 0 && page != PAGES - 1,
                    UnsafeApi.getByte(notes.address() + page) == PageNotes.BLANK, "page " + page);
        }
    }

    @Test
    void shouldRefuseAPageThatThereIsNot() {
        assertThrows(IndexOutOfBoundsException.class, () -> notes.add(PAGES));
        assertThrows(IndexOutOfBoundsException.class, () -> notes.has(PAGES));
        assertThrows(IndexOutOfBoundsException.class, () -> notes.add(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> notes.add(1L << 32));
    }
}
