package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.procedure.NextStep;
import dev.dynamorecovery.core.failover.procedure.StepAnswer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a step came out.
 *
 * @param answer {@code Done}, {@code NotYet}, {@code GiveBack} or {@code Refused}
 * @param code why it was not done; empty when it was
 * @param next null for {@code KeepAlive}, and for a step that belongs to no move
 * @param rehearsal the record as a dry run has it by now; null otherwise
 */
record StepResult(
        String answer,
        String code,
        String reason,
        @Nullable Next next,
        RecordView record,
        @Nullable ControlRecord rehearsal) {

    static StepResult of(StepAnswer answer, @Nullable NextStep next, @Nullable ControlRecord rehearsal) {
        String code = switch (answer) {
            case StepAnswer.Done done -> "";
            case StepAnswer.NotYet notYet -> "";
            case StepAnswer.GiveBack giveBack -> giveBack.code();
            case StepAnswer.Refused refused -> refused.code().code();
        };
        String reason = switch (answer) {
            case StepAnswer.Done done -> done.record().newest().detail();
            case StepAnswer.NotYet notYet -> "not before " + notYet.remaining() + " from now";
            case StepAnswer.GiveBack giveBack -> giveBack.reason();
            case StepAnswer.Refused refused -> refused.reason();
        };
        return new StepResult(
                answer.getClass().getSimpleName(),
                code,
                reason,
                next == null ? null : Next.of(next),
                RecordView.of(answer.record()),
                rehearsal);
    }

    /**
     * What the execution does now: a step after some time, or an end.
     *
     * @param step null at the end
     * @param afterSeconds whole seconds, rounded up
     * @param end the code of the end; null while there is a step
     * @param reason what a {@code Release} is for, or why it has ended
     */
    record Next(
            @Nullable String step,
            long afterSeconds,
            @Nullable String end,
            String reason) {

        private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

        static Next of(NextStep next) {
            return switch (next) {
                case NextStep.Run run ->
                    new Next(
                            run.step().label(),
                            run.after().plus(ALMOST_A_SECOND).toSeconds(),
                            null,
                            run.reason());
                case NextStep.End end -> new Next(null, 0, end.code(), end.reason());
            };
        }
    }

    /**
     * What people and machines want to know of a control record.
     *
     * @param claimant null when nothing is under way
     */
    record RecordView(
            String state,
            long epoch,
            String servingRegion,
            List<String> fencedRegions,
            @Nullable String claimant) {

        static RecordView of(ControlRecord record) {
            return new RecordView(
                    record.state().label(),
                    record.epoch(),
                    record.servingRegion(),
                    List.copyOf(record.fencedRegions()),
                    record.claim() == null ? null : record.claim().claimant());
        }
    }
}
