package dev.dynamorecovery.lab.command;

/** Why a request is not taken: the field at fault, its value, and what to do about it. */
public record Refusal(String code, String field, String value, String remedy) {}
