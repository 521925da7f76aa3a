package org.tradepost.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The instructions of a Containerfile.
 *
 * @param global what stands before the first stage
 */
record Containerfile(List<Instruction> global, Map<String, Stage> stages) {

    /** @param text what follows the name, in one line */
    record Instruction(String name, String text) {
        boolean is(String wanted) {
            return name.equals(wanted);
        }
    }

    /** @param base another stage or an image */
    record Stage(String name, String base, List<Instruction> instructions) {}

    static Containerfile parse(String text) {
        List<Instruction> global = new ArrayList<>();
        Map<String, Stage> stages = new LinkedHashMap<>();
        List<Instruction> current = global;
        String uncommented = text.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        for (String line : uncommented.lines().filter(line -> !line.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            var instruction = new Instruction(parts[0], parts.length > 1 ? parts[1] : "");
            if (instruction.is("FROM")) {
                String[] names = instruction.text().split("\\s+AS\\s+", 2);
                String name = names.length > 1 ? names[1] : Integer.toString(stages.size());
                current = new ArrayList<>();
                stages.put(name, new Stage(name, names[0], current));
            } else {
                current.add(instruction);
            }
        }
        return new Containerfile(global, stages);
    }

    /** Of a stage and those that it is based on, in their order. */
    List<Instruction> upTo(String stage) {
        Stage last = stages.get(stage);
        return last == null
                ? List.of()
                : Stream.concat(upTo(last.base()).stream(), last.instructions().stream())
                        .toList();
    }

    Stream<Instruction> everything() {
        return Stream.concat(global.stream(), stages.values().stream().flatMap(stage -> stage.instructions().stream()));
    }
}
