package org.tradepost.cli.command.down;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down")
public class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
