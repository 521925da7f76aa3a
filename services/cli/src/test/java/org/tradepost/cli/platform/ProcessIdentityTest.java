package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void running_process_is_recognised_again() {
        var self = ProcessIdentity.of(ProcessHandle.current());

        assertThat(new ProcessIdentity(self.pid(), self.started()).alive()).isTrue();
    }

    @Test
    void another_process_under_the_same_pid_is_not_taken_for_it() {
        var self = ProcessIdentity.of(ProcessHandle.current());

        assertThat(new ProcessIdentity(self.pid(), "started at another time").alive())
                .isFalse();
    }

    @Test
    void ended_process_is_not_alive() throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", "read line").start();
        var identity = ProcessIdentity.of(process.toHandle());
        assertThat(identity.alive()).isTrue();

        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(identity.alive()).isFalse();
    }

    @Test
    void signal_reaches_the_process_it_is_meant_for_and_no_other() throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", "read line").start();
        var identity = ProcessIdentity.of(process.toHandle());

        Signal.KILL.send(new ProcessIdentity(identity.pid(), "started at another time"));
        assertThat(identity.alive()).isTrue();

        Signal.KILL.send(identity);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
