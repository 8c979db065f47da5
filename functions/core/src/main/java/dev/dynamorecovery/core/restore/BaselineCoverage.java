package dev.dynamorecovery.core.restore;

/** How far a state that is known for a window says what a restore must have brought back. */
public enum BaselineCoverage {
    /** Whatever instant within the tolerance was restored, the table held this state: any difference is an error. */
    COVERED,
    /** The restore point is at the edge: equality proves, a difference may be a change just outside the window. */
    AT_THE_EDGE,
    /** The window says nothing about the restore point. */
    NOT_COVERED;

    /**
     * Judges a restore point against the window in which the state is known.
     *
     * <p>A point-in-time restore to second T holds the state at some instant of [T, T + tolerance); one from a backup
     * the state at some instant of [T − tolerance, T + tolerance]; one from a recovery point of AWS Backup the state at some
     * instant of its interval.
     */
    public static BaselineCoverage of(RestoredPoint point, QuietWindow window) {
        var earliest = switch (point) {
            case RestoredPoint.PointInTime second -> second.instant();
            case RestoredPoint.Backup backup -> backup.earliest();
            case RestoredPoint.RecoveryPoint taken -> taken.earliest();
        };
        if (!earliest.isBefore(window.from()) && !point.latest().isAfter(window.until())) {
            return COVERED;
        }
        return touches(point, window) ? AT_THE_EDGE : NOT_COVERED;
    }

    private static boolean touches(RestoredPoint point, QuietWindow window) {
        return !point.latest().isBefore(window.from()) && !point.earliest().isAfter(window.until());
    }
}
