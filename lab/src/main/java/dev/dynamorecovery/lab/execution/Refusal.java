package dev.dynamorecovery.lab.execution;

/** Why a request is not taken: the field at fault, its value, and what to do about it. */
public record Refusal(String code, String field, String value, String remedy) {}
