package dev.dynamorecovery.lab.machine.definition;

import java.util.List;

/** One entry of a state's Catch. */
public record Catcher(List<String> errorEquals, State.Effects effects, String next) {}
