package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.harness.end.EndListener.Stage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpeakerTest {

    private static Message message(final int number) {
        return new Message.Staged(Stage.LISTENING, Integer.toString(number));
    }

    @Test
    void shouldSayEverythingInItsOrderBeforeItFallsSilent() {
        final List<Message> said = new CopyOnWriteArrayList<>();
        final List<Message> told = IntStream.range(0, 1_000).mapToObj(SpeakerTest::message).toList();
        try (Speaker speaker = new Speaker(said::add)) {
            told.forEach(speaker::say);
        }
        assertEquals(told, said);
    }

    @Test
    void shouldSpeakThoughMoreIsBeingTold() throws InterruptedException {
        final List<Message> said = new CopyOnWriteArrayList<>();
        try (Speaker speaker = new Speaker(said::add)) {
            for (int i = 0; said.isEmpty(); i++) {
                speaker.say(message(i));
                Thread.sleep(1);
            }
        }
        assertEquals(message(0), said.getFirst());
    }
}
