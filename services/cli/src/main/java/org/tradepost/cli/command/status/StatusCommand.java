package org.tradepost.cli.command.status;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status")
public class StatusCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
