package org.tradepost.cli.command.up;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "up")
public class UpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
