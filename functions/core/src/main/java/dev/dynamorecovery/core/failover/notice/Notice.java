package dev.dynamorecovery.core.failover.notice;

/**
 * A message to people.
 *
 * @param subject at most 100 characters, the longest that SNS takes
 * @param message what, where, since when, what was decided and why, and what to run next
 */
public record Notice(String subject, String message) {

    private static final int LONGEST_SUBJECT_CHARACTERS = 100;

    public Notice {
        if (subject.length() > LONGEST_SUBJECT_CHARACTERS) {
            subject = subject.substring(0, LONGEST_SUBJECT_CHARACTERS - 3) + "...";
        }
    }
}
