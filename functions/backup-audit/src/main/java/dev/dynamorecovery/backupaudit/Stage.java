package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.aws.runtime.Environment;

/**
 * Where an audit runs.
 *
 * @param timeScale the factor that shortened every wait; 1 on AWS
 */
record Stage(String partition, String account, String region, double timeScale) {

    private static final int PARTITION = 1;
    private static final int ACCOUNT = 4;

    static Stage of(Environment environment) {
        String[] arn = environment.required("TABLE_ARN_PREFIX").split(":", -1);
        return new Stage(
                arn[PARTITION],
                arn[ACCOUNT],
                environment.required("AWS_REGION"),
                environment.optional("RECOVERY_TIME_SCALE").map(Double::valueOf).orElse(1.0));
    }

    /** A place in the evidence bucket that is this Region's. */
    String folder() {
        return "audit/" + region + "/";
    }
}
