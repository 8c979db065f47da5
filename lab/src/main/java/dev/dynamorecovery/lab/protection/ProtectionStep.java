package dev.dynamorecovery.lab.protection;

/** One change that protects a table. */
public sealed interface ProtectionStep {

    /** What the step does, in words. */
    String words();

    /** Turns the stream on, with the items before and after each change. */
    record EnableStream() implements ProtectionStep {
        @Override
        public String words() {
            return "enable the stream with both images";
        }
    }

    /** Turns point-in-time recovery on, or makes it reach further back. */
    record EnablePointInTimeRecovery(long days) implements ProtectionStep {
        @Override
        public String words() {
            return "enable point-in-time recovery for " + days + " days";
        }
    }

    /** Has DynamoDB refuse to delete the table. */
    record ProtectFromDeletion() implements ProtectionStep {
        @Override
        public String words() {
            return "protect the table from deletion";
        }
    }

    /** Has items expire as the plan says, where they do not expire yet. */
    record ExpireByAttribute(String attribute) implements ProtectionStep {
        @Override
        public String words() {
            return "let items expire by the attribute " + attribute;
        }
    }

    /** Binds the table to its plan. */
    record BindToPlan(String plan) implements ProtectionStep {
        @Override
        public String words() {
            return "bind the table to the plan " + plan;
        }
    }

    /** Has the stream delivered to the log. */
    record MapStream(MappingSettings settings) implements ProtectionStep {
        @Override
        public String words() {
            return "deliver the stream to the change log";
        }
    }

    /** Gives an existing delivery the settings of the stack, and turns it on. */
    record AlignMapping(String id, MappingSettings settings) implements ProtectionStep {
        @Override
        public String words() {
            return "give the delivery to the change log the settings of the stack";
        }
    }
}
